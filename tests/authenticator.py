"""A device that holds passkeys, made of software: it answers as WebAuthn says, with a key of its own."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Device:
    """One passkey. ``verifies``: it makes sure who holds it, by a PIN or a finger; ``counts`` signatures."""

    def __init__(self, *, origin: str = "http://testserver", verifies: bool = True, counts: bool = True):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.origin, self.counts, self.count = origin, counts, 0
        self.flags = PRESENT | (VERIFIED if verifies else 0)

    def make(self, asked: dict) -> dict:
        """The answer to a request for a new passkey."""
        options = asked["publicKey"]
        credential = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(
            _digest(options["rp"]["id"].encode()), self.flags | ATTESTED, self.count, credential
        )
        made = AttestationObject.create("none", data, {})
        return self._answer(
            {
                "clientDataJSON": self._client("webauthn.create", options),
                "attestationObject": websafe_encode(bytes(made)),
            }
        )

    def use(self, asked: dict) -> dict:
        """The answer to a challenge."""
        options = asked["publicKey"]
        self.count += self.counts
        data = bytes(AuthenticatorData.create(_digest(options["rpId"].encode()), self.flags, self.count))
        client = self._client("webauthn.get", options)
        signed = data + _digest(websafe_decode(client))
        return self._answer(
            {
                "clientDataJSON": client,
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
            }
        )

    def _client(self, kind: str, options: dict) -> str:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return websafe_encode(json.dumps(said).encode())

    def _answer(self, response: dict) -> dict:
        name = websafe_encode(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
