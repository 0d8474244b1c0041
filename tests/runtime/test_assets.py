"""Automation assets: what the cmdlets give and report, sealed and plain files, changes of several processes at once."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import perdure
from perdure.runtime.assets import AssetError, open_assets
from perdure.runtime.assets_plain import variable

KEY = "00112233445566778899aabbccddeeff" * 2
PLAIN = {
    "variables": {
        "Region": "westeurope",
        "Limit": 5,
        "Big": 2**40,
        "Names": ["a", "b"],
        "Box": {"Name": "x"},
        "None": None,
        "Token": {"value": "geheim", "encrypted": True},
    },
    "credentials": {"Admin": {"username": "CORP\\ann", "password": "pä$$"}},
    "connections": {
        "AzureRunAsConnection": {"TenantId": "t", "ApplicationId": "a"},
        "Typed": {"type": "Azure", "fields": {"SubscriptionId": "s"}},
    },
}


@pytest.fixture(params=["assets.json", "assets.yaml", "assets.sealed"])
def assets(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Gives a file with the assets of PLAIN, as the session finds it."""
    monkeypatch.setenv("PERDURE_KEY", KEY)
    plain = tmp_path / "plain.json"
    plain.write_text(json.dumps(PLAIN))
    path = tmp_path / request.param
    monkeypatch.setenv("PERDURE_ASSETS", str(path))
    given = open_assets(os.environ, str(plain)).read()
    open_assets(os.environ).change(lambda entries: entries.update(given))
    return path


def run(text: str) -> perdure.Result:
    return perdure.run(text, timeout_s=20)


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("Get-AutomationVariable -Name region", ["westeurope"]),
        ("Get-AutomationVariable Limit; (Get-AutomationVariable Big).GetType().Name", [5, "Int64"]),
        ("(Get-AutomationVariable Names).Count; (Get-AutomationVariable Box).Name", [2, "x"]),
        ("$null -eq (Get-AutomationVariable None); Get-AutomationVariable Token", [True, "geheim"]),
        ("$c = Get-AutomationPSCredential Admin; $c.UserName; $c.GetNetworkCredential().Password", ["CORP\\ann", "pä$$"]),
        ("$c = Get-AutomationConnection 'AzureRunAsConnection'; $c.GetType().Name; $c.TenantId", ["Hashtable", "t"]),
        ("(Get-AutomationConnection Typed).SubscriptionId", ["s"]),
        ("Set-AutomationVariable Region 'x'; Get-AutomationVariable Region", ["x"]),
        ("Set-AutomationVariable -Name Box -Value @{ a = @(1, @{ b = $true }) }; (Get-AutomationVariable Box).a[1].b", [True]),
        ("Set-AutomationVariable Limit ([datetime]'2020-01-02T03:04:05Z').ToUniversalTime();"
         "(Get-AutomationVariable Limit).ToString('o')", ["2020-01-02T03:04:05.0000000Z"]),
        ("Set-AutomationVariable Token $null; $null -eq (Get-AutomationVariable Token)", [True]),
        ("workflow W { $v = Get-AutomationVariable Region; Checkpoint-Workflow; Set-AutomationVariable Region \"$v!\";"
         "InlineScript { Get-AutomationVariable Region } } W", ["westeurope!"]),
    ],
)  # fmt: skip
def test_what_the_cmdlets_give(assets: Path, text: str, output: list[Any]) -> None:
    done = run(text)
    assert (done.output, done.errors) == (output, [])


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("Get-AutomationVariable", "Variables"),
        ("Set-AutomationVariable -Value 1", "Variables"),
        ("Get-AutomationPSCredential", "Credentials"),
        ("Get-AutomationConnection", "Connections"),
        ("Get-AutomationCertificate", "Certificates"),
    ],
)
def test_the_errors_are_azures(assets: Path, command: str, what: str) -> None:
    done = run(f"{command} -Name Nobody; 'on'")
    (error,) = done.errors
    assert error.message == (
        f"{what} asset not found. To create this {what} asset, navigate to the Assets blade and create a {what} asset "
        "named: Nobody."
    )
    name = command.split()[0].replace("-", "")
    assert error.fully_qualified_error_id == f"3,Orchestrator.AssetManagement.Cmdlets.{name}Cmdlet"
    assert error.category == "ObjectNotFound" and done.output == ["on"]


def test_a_change_stays_when_the_job_fails(assets: Path) -> None:
    """It takes effect at once, is not rolled back with the checkpoint, and an encrypted one stays encrypted."""
    run("workflow W { Set-AutomationVariable Token 'new'; throw 'no' } W")
    entry = open_assets(os.environ).get("variable", "token")
    assert entry == {"value": "new", "encrypted": True}


def test_a_sealed_file_shows_names_only(tmp_path: Path) -> None:
    path = str(tmp_path / "a.sealed")
    open_assets({"PERDURE_KEY": KEY}, path).put("variable", "Token", variable("geheim"))
    text = Path(path).read_text()
    assert "Token" in text and "geheim" not in text and os.stat(path).st_mode & 0o077 == 0
    with pytest.raises(AssetError, match="the key is another one"):
        open_assets({"PERDURE_KEY": KEY[::-1]}, path).read()
    with pytest.raises(AssetError, match="there is no key"):
        open_assets({}, path)
    swapped = text.replace('"Token"', '"Other"')
    Path(path).write_text(swapped)
    with pytest.raises(AssetError, match="can't be opened"):
        open_assets({"PERDURE_KEY": KEY}, path).read()


WRITER = """
import os, sys
from perdure.runtime.assets import open_assets
from perdure.runtime.assets_plain import variable
for i in range(10):
    open_assets(os.environ).put("variable", f"{sys.argv[1]}{i}", variable(i))
"""


def test_processes_lose_nothing_of_each_other(tmp_path: Path) -> None:
    environment = {**os.environ, "PERDURE_ASSETS": str(tmp_path / "a.json")}
    running = [subprocess.Popen([sys.executable, "-c", WRITER, name], env=environment) for name in "abc"]
    assert [p.wait(30) for p in running] == [0, 0, 0]
    found = open_assets(environment).read()["variable"]
    assert sorted(found) == sorted(f"{name}{i}" for name in "abc" for i in range(10))


def certificate_files(folder: Path) -> None:
    """Writes a certificate of our own as PEM and, with its key and a password, as PFX."""
    import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs12
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Org"), x509.NameAttribute(NameOID.COMMON_NAME, "web")]
    )
    begin = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(255)
        .not_valid_before(begin).not_valid_after(begin + datetime.timedelta(days=9000)).sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "web.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = serialization.BestAvailableEncryption(b"pw")
    (folder / "web.pfx").write_bytes(pkcs12.serialize_key_and_certificates(b"web", key, made, None, secret))


def test_certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate_files(tmp_path)
    path = tmp_path / "a.json"
    certificates = {
        "Pem": "web.pem",
        "Pfx": {"path": "web.pfx", "password": "pw"},
        "Wrong": {"path": "web.pfx", "password": "other"},
        "Data": {"data": base64.b64encode((tmp_path / "web.pem").read_bytes()).decode()},
    }
    path.write_text(json.dumps({"certificates": certificates}))
    monkeypatch.setenv("PERDURE_ASSETS", str(path))
    text = """
$pem, $pfx, $data = 'Pem', 'Pfx', 'Data' | ForEach-Object { Get-AutomationCertificate -Name $_ }
$pem.Subject; $pem.SerialNumber; $pem.HasPrivateKey; $pfx.HasPrivateKey
$pem.Thumbprint.Length; $pem.Thumbprint -eq $pfx.Thumbprint; $pem.Thumbprint -eq $data.Thumbprint
$pem.NotBefore.ToUniversalTime().Year; $pem.GetType().FullName
"""
    assert run(text).output == [
        "CN=web, O=Org", "FF", False, True, 40, True, True, 2024,
        "System.Security.Cryptography.X509Certificates.X509Certificate2",
    ]  # fmt: skip
    assert run("Get-AutomationCertificate Wrong").errors[0].fully_qualified_error_id.startswith("AssetsNotAvailable,")
    saved = "workflow W { $c = Get-AutomationCertificate Pfx; Checkpoint-Workflow; $c.Thumbprint.Length } W"
    assert run(saved).output == [40]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", "[]", "has the parts"),
        ("a.json", '{"variable": {}}', "has the parts"),
        ("a.yaml", "credentials: {A: x}", "needs username"),
        ("a.sealed", "hello", "no file of sealed assets"),
        ("a.json", '{"certificates": {"A": "no.pem"}}', "can't be read"),
    ],
)
def test_a_bad_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text)
    monkeypatch.setenv("PERDURE_ASSETS", str(tmp_path / name))
    monkeypatch.setenv("PERDURE_KEY", KEY)
    assert says in run("Get-AutomationVariable A").errors[0].message


def test_toml_is_only_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.toml").write_text('[variables]\nA = "x"\nWhen = 2020-01-02T03:04:05Z\n')
    monkeypatch.setenv("PERDURE_ASSETS", str(tmp_path / "a.toml"))
    done = run("Get-AutomationVariable A; (Get-AutomationVariable When).Year; Set-AutomationVariable A 1")
    assert done.output == ["x", 2020] and "can only be read" in done.errors[0].message
