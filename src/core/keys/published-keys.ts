/** Keys whose private half is printed in a document, by the fingerprint of the public one, with the document. */
export const PUBLISHED_KEYS: ReadonlyMap<string, string> = new Map([
  ['9WyLASJ/Yt28FusppqwLMQ4nZ2Cl4GMC+ogaNRRva8c=', 'the RS256 sample of jwt.io'],
  ['b9E8JDWjYefFiM0X9V9a098Bd6ZsFyemogCEX016uIw=', 'RFC 7515 §A.2'],
  ['K9G7DESol8MKeqCZHN442AYv5EHeUNoPRoJTRPYC6Cc=', 'RFC 7515 §A.3'],
  ['kUbOc9ar7aXgq2km572bVj8vIli0iNUgU0oLhLpYcd8=', 'RFC 7515 §A.4'],
  ['rTIyDPbFltiEsFOBulc6uo3dV0m03o9KI6efmondrrI=', 'RFC 7517 §A.2'],
  ['UblEzfpUTUwyc6pr81BiWn3VO7tqcXIydPU4sZogd2A=', 'RFC 7517 §A.2'],
  ['Yndx8l2kJtH5rjFeQhBtcAsVKYUO7hWSrPOWA5WdeV0=', 'RFC 7520 §3.4'],
  ['xkeaFaUKxM2bZBTifGm/NzRdwQRtxkiHXEiY+9Ncx0s=', 'RFC 7520 §3.2'],
  ['BuP9j9opu2CrWVV95h7bCuzbIxE0vjDnW0Vfjht5L6k=', 'RFC 8037 §A.1'],
]);
