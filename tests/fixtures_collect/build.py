"""Builds the small packages from their files, whole or with a member changed."""

from __future__ import annotations

import hashlib
import io
import shutil
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from generator.collect.download import Ended

HERE = Path(__file__).parent
CLI_FOLDER = "azure/cli/command_modules/vm/"
OPERATIONS = "azure/mgmt/compute/operations/_operations.py"
CLIENT = "azure/mgmt/compute/_client.py"
CUSTOM = f"{CLI_FOLDER}custom.py"
COMMANDS = f"{CLI_FOLDER}commands.py"
DIST = "package/dist/commonjs/"
JS_CLIENT = f"{DIST}computeManagementClient.d.ts"
TF_SET = "package/lib/linux-virtual-machine-scale-set/index.d.ts"
JS_SET = f"{DIST}api/virtualMachineScaleSets/operations.js"

FILES = {
    "azure-mgmt-compute": "azure_mgmt_compute-9.0.0-py3-none-any.whl",
    "azure-cli": "azure_cli-9.0.0-py3-none-any.whl",
    "@azure/arm-compute": "azure-arm-compute-9.0.0.tgz",
    "@cdktf/provider-azurerm": "cdktf-provider-azurerm-9.0.0.tgz",
    "cdktn-provider-azurerm": "cdktn_provider_azurerm-9.0.0-py3-none-any.whl",
    "pulumi-azure-native": "pulumi_azure_native-9.0.0-py3-none-any.whl",
}
RESOURCES = {
    "azure-mgmt-compute": ["Microsoft.Compute/virtualMachineScaleSets"],
    "@cdktf/provider-azurerm": ["azurerm_linux_virtual_machine_scale_set"],
    "cdktn-provider-azurerm": ["azurerm_linux_virtual_machine_scale_set"],
    "pulumi-azure-native": ["azure-native:compute:VirtualMachineScaleSet"],
}
"""What is read of a package that is not read whole."""

Members = dict[str, str]


def members(folder: str, prefix: str = "") -> Members:
    """The texts of a fixture folder under the names they have in the package."""
    root = HERE / folder
    return {
        prefix + path.relative_to(root).as_posix().removesuffix(".txt"): path.read_text("utf-8")
        for path in sorted(root.rglob("*.txt"))
    }


def sdk() -> Members:
    """The members of the small management package."""
    return members("sdk")


def cli() -> Members:
    """The members of the small command-line package."""
    return members("cli/vm", CLI_FOLDER)


def javascript() -> Members:
    """The members of the small JavaScript package."""
    return members("javascript")


def terraform() -> Members:
    """The members of the small package of the Terraform provider."""
    return members("terraform")


def newer_terraform() -> Members:
    """The same for the next line: another name of the package, a new name of an argument."""
    changes = (("cdktf", "cdktn"), ("azurerm/8.1.0", "azurerm/9.2.0"), ("#caching", "#cache"))
    texts = terraform()
    for old, new in changes:
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    return texts


def pulumi() -> Members:
    """The members of the small package of Pulumi's azure-native."""
    return members("pulumi")


def wheel(texts: Mapping[str, str], metadata: str = "x-9.0.0.dist-info/METADATA") -> bytes:
    """A wheel with these members; without metadata when that is empty."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**texts, **({metadata: "Name: x\n"} if metadata else {})}.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def jsii_wheel(texts: Mapping[str, str]) -> bytes:
    """A wheel as jsii makes it of an npm package with these members, which it holds whole."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("x/_jsii/provider-azurerm@9.0.0.jsii.tgz", tarball(texts))
        archive.writestr("x-9.0.0.dist-info/METADATA", "Name: x\n")
    return stream.getvalue()


def tarball(texts: Mapping[str, str]) -> bytes:
    """An npm package with these members."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, text in texts.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return stream.getvalue()


@dataclass(slots=True)
class Workplace:
    """A surface folder with a listing, and the folder of downloaded packages."""

    out: Path
    packages: Path

    def put(self, name: str, content: bytes, version: str = "9.0.0") -> None:
        """Downloads a package, so to speak, and lists it with its hash."""
        file = FILES[name].replace("9.0.0", version)
        (self.packages / file).write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        rows = [row for row in self.rows() if f"file: {FILES[name].split('-9')[0]}-" not in row]
        kind, quoted = "npm" if name[0] == "@" else "pypi", quote(name)
        row = f'  - purl: pkg:{kind}/{quoted}@{version}\n    file: {file}\n    sha256: "{digest}"\n'
        if name in RESOURCES:
            listed = "".join(f"      - {resource}\n" for resource in RESOURCES[name])
            row += f"    resources:\n{listed}"
        rows.append(row)
        (self.out / "packages.yml").write_text("packages:\n" + "".join(rows), "utf-8")

    def rows(self) -> list[str]:
        """The rows of the listing as it is."""
        listing = self.out / "packages.yml"
        text = listing.read_text("utf-8") if listing.exists() else ""
        return [f"  - purl{row}" for row in text.split("  - purl")[1:]]

    def files(self) -> dict[str, bytes]:
        """Every file below the surface folder by its path."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file()
        }


def workplace(folder: Path) -> Workplace:
    """A workplace with the small packages and the hand-kept files."""
    place = Workplace(out=folder / "surface", packages=folder / "packages")
    place.packages.mkdir(parents=True)
    shutil.copytree(HERE / "hand", place.out / "hand")
    place.put("azure-mgmt-compute", wheel(sdk()))
    place.put("azure-cli", wheel(cli()))
    place.put("@azure/arm-compute", tarball(javascript()))
    place.put("@cdktf/provider-azurerm", tarball(terraform()))
    place.put("cdktn-provider-azurerm", jsii_wheel(newer_terraform()))
    place.put("pulumi-azure-native", wheel(pulumi()))
    return place


def no_client(command: object) -> Ended:
    """A registry's client that must not be called."""
    raise AssertionError(f"nothing should be downloaded: {command}")
