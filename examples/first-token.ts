import { generateKeyPair, mint, verify } from '@mintmark/jwt';

const { publicKey, privateKey } = await generateKeyPair();
const token = mint({ application_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7' }, privateKey);

const result = verify(token, publicKey);
if (result.ok) console.log(result.claims['application_id']);
else for (const finding of result.findings) console.log(finding.title, finding.fix.steps[0]);
