// The certified provider that tests sign in at: node provider.mjs PORT SECRET REDIRECT_ADDRESS…
// Whoever types an e-mail address as login is that person; an address that begins with "unverified" is not verified.
import { Provider } from "oidc-provider";

const [port, secret, ...addresses] = process.argv.slice(2);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "bemotandelyftet", client_secret: secret, redirect_uris: addresses }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["only for tests"] },
  pkce: { required: () => true },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: !id.startsWith("unverified"), name: "Leyla Holm" }),
  }),
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
process.stdin.on("end", () => process.exit()).resume(); // whoever began it is done
