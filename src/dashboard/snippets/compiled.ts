import type { Snippet } from './snippet.ts';

export const java: Snippet = {
  id: 'java',
  title: 'Java',
  file: 'Mint.java',
  run: 'java Mint.java private.key',
  needs: 'Java 17 or later. No package.',
  code: ({ applicationId }) => `import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

public class Mint {
    static final String APPLICATION_ID = "${applicationId}";

    public static void main(String[] args) throws Exception {
        String pem = Files.readString(Path.of(args[0])).replaceAll("-----[A-Z ]+-----", "");
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem));
        var key = KeyFactory.getInstance("RSA").generatePrivate(spec);

        long now = Instant.now().getEpochSecond();
        String header = "{\\"alg\\":\\"RS256\\",\\"typ\\":\\"JWT\\"}";
        String claims = String.format(
            "{\\"application_id\\":\\"%s\\",\\"iat\\":%d,\\"exp\\":%d,\\"jti\\":\\"%s\\"}",
            APPLICATION_ID, now, now + 900, UUID.randomUUID());

        String input = encode(header.getBytes("UTF-8")) + "." + encode(claims.getBytes("UTF-8"));
        var signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(key);
        signer.update(input.getBytes("UTF-8"));
        System.out.println(input + "." + encode(signer.sign()));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
`,
};

export const go: Snippet = {
  id: 'go',
  title: 'Go',
  file: 'mint.go',
  run: 'go run mint.go private.key',
  needs: 'Go 1.18 or later. No module.',
  code: ({ applicationId }) => `package main

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"log"
	"os"
	"time"
)

const applicationID = "${applicationId}"

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		log.Fatal("the file holds no PEM")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		log.Fatal(err)
	}
	jti := make([]byte, 16)
	if _, err := rand.Read(jti); err != nil {
		log.Fatal(err)
	}
	now := time.Now().Unix()
	header := map[string]any{"alg": "RS256", "typ": "JWT"}
	claims := map[string]any{
		"application_id": applicationID,
		"iat":            now,
		"exp":            now + 900,
		"jti":            fmt.Sprintf("%x", jti),
	}
	input := encode(header) + "." + encode(claims)
	digest := sha256.Sum256([]byte(input))
	signature, err := rsa.SignPKCS1v15(rand.Reader, key.(*rsa.PrivateKey), crypto.SHA256, digest[:])
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(input + "." + base64.RawURLEncoding.EncodeToString(signature))
}

func encode(part map[string]any) string {
	text, err := json.Marshal(part)
	if err != nil {
		log.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(text)
}
`,
};

export const csharp: Snippet = {
  id: 'csharp',
  title: 'C#',
  file: 'Program.cs',
  run: 'dotnet run private.key',
  needs: '.NET 6 or later: the program of a console project (dotnet new console). No package.',
  code: ({ applicationId }) => `using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

const string applicationId = "${applicationId}";
using var key = RSA.Create();
key.ImportFromPem(File.ReadAllText(args[0]));

var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
var header = new { alg = "RS256", typ = "JWT" };
var claims = new
{
    application_id = applicationId,
    iat = now,
    exp = now + 900,
    jti = Guid.NewGuid().ToString(),
};

string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
var input = Encode(JsonSerializer.SerializeToUtf8Bytes(header)) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
var signature = key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
Console.WriteLine(input + "." + Encode(signature));
`,
};
