// Passkeys: asks the site for a challenge, the device for its answer, and brings that back. Everything
// here can also be done without it, by password, app and recovery codes.
const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const described = (listed = []) => listed.map((each) => ({ ...each, id: toBytes(each.id) }));

function forMaking(options) {
  return {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
  };
}

function forUsing(options) {
  return {
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: described(options.allowCredentials),
  };
}

function asText(credential) {
  const given = credential.response;
  const response = { clientDataJSON: toText(given.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (given[part]) response[part] = toText(given[part]);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: credential.id,
    type: credential.type,
    response,
    clientExtensionResults: {},
  });
}

async function send(address, values) {
  const body = new FormData(document.querySelector("main form"));
  for (const secret of ["password", "again", "proof_password", "proof_code"]) body.delete(secret);
  for (const [name, value] of Object.entries(values)) body.set(name, value);
  const answer = await fetch(address, { method: "POST", body });
  const found = (answer.headers.get("Content-Type") || "").startsWith("application/json")
    ? await answer.json()
    : {};
  if (!answer.ok) throw new Error(found.problem || "The site did not answer. Load this page anew.");
  return found;
}

async function perform(box) {
  const { passkey, ask, answer, then } = box.dataset;
  const asked = (await send(ask, {})).publicKey;
  const credential =
    passkey === "use"
      ? await navigator.credentials.get({ publicKey: forUsing(asked) })
      : await navigator.credentials.create({ publicKey: forMaking(asked) });
  const { next } = await send(answer, { answer: asText(credential) });
  if (then === "send") document.querySelector("form[data-proof]").submit();
  else location.assign(next);
}

function problemOf(error) {
  if (error.name === "InvalidStateError") return "This device holds a passkey for this account already.";
  if (error instanceof DOMException) return "The device gave no passkey. Nothing was done.";
  return error.message;
}

function offer(box) {
  const button = box.querySelector("button");
  const waiting = box.querySelector("[data-waiting]");
  const problem = box.querySelector("[data-problem]");
  button.addEventListener("click", async () => {
    button.disabled = true;
    waiting.hidden = false;
    problem.hidden = true;
    try {
      await perform(box);
    } catch (error) {
      problem.textContent = problemOf(error);
      problem.hidden = false;
    }
    waiting.hidden = true;
    button.disabled = false;
  });
  box.hidden = false;
}

if (window.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach(offer);
