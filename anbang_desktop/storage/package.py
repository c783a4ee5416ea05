"""The backup file of an office: a checked copy of the data with its key file and a MAC'd manifest, in one
package.

A plain zip without compression (the data are ciphertext) of ``manifest.json``, ``store.key`` and ``data.db``.
"""

import hashlib
import hmac
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any, Final

from anbang_desktop.domain.clock import Clock
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.storage import generations, inspection, schema
from anbang_desktop.storage.failures import DataDamaged, Newer, PackageDamaged, TrialVersion
from anbang_desktop.storage.header import LIMIT, Header, parse, spell
from anbang_desktop.storage.keys import KeyRing
from anbang_desktop.storage.location import require_room
from anbang_desktop.storage.sharing import patiently
from anbang_desktop.storage.unlocked import Unlocked

FORMAT: Final = 1
MANIFEST, KEY, DATA = "manifest.json", "store.key", "data.db"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself; names no person."""

    db_id: str
    made: str
    schema: int
    header_seq: int
    audit_seq: int
    audit_mac: str
    counts: dict[str, int]
    sizes: dict[str, int]
    sha256: dict[str, str]
    format: int = FORMAT
    mac: str = ""

    def sealed(self, key: bytes) -> "Manifest":
        """The same with its MAC."""
        body = json.dumps(
            {name: value for name, value in asdict(self).items() if name != "mac"}, sort_keys=True
        ).encode()
        return replace(self, mac=hmac.digest(key, body, "sha256").hex())


def write(unlocked: Unlocked, raw: Any, file: Path, clock: Clock, progress: Progress) -> Manifest:
    """Check the source, copy, check the copy, pack, read the package again; only then it gets its name."""
    if file.exists():
        raise UserError(
            f"已经有一个同名文件：{file.name}。", "备份从不覆盖旧的，请换一个文件名。", field="file"
        )
    if not file.parent.is_dir():
        raise UserError(f"找不到文件夹：{file.parent}。", "请确认 U 盘已插好、文件夹存在。", field="file")
    progress.step(0, 5, "核对原数据")
    size = unlocked.data_file.stat().st_size
    problems = inspection.quick(raw, unlocked.chain(raw), size)
    if problems:
        raise DataDamaged(f"备份没有做，因为原数据没有通过核对（{problems[0]}）")
    require_room(file.parent, 3 * size + 16 * 2**20)
    copy, partial = file.with_name(f"{file.name}.copy.partial"), file.with_name(f"{file.name}.partial")
    try:
        progress.step(1, 5, "复制")
        copy.unlink(missing_ok=True)
        generations.copy(raw, copy)
        progress.step(2, 5, "核对副本")
        manifest = _describe(unlocked, raw, copy, clock)
        progress.step(3, 5, "装包")
        _pack(partial, manifest, spell(unlocked.header), copy)
        progress.step(4, 5, "读回核对")
        with opened(partial) as package:
            package.prove(unlocked.ring)
            package.extract(None)
        patiently(lambda: partial.rename(file))
        generations.sync(file)
    finally:
        for left in (copy, copy.with_name(copy.name + "-journal"), partial):
            left.unlink(missing_ok=True)
    return manifest


class Package:
    """An opened package; nothing in it may be believed before ``prove``."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """PackageDamaged when its parts or their sizes are not those of a package."""
        self._archive = archive
        sizes = {info.filename: info.file_size for info in archive.infolist()}
        if sorted(sizes) != sorted((MANIFEST, KEY, DATA)) or len(archive.infolist()) != len(sizes):
            raise PackageDamaged("它不是安帮桌面的备份")
        if sizes[KEY] > LIMIT or sizes[MANIFEST] > LIMIT:
            raise PackageDamaged("内容大小不对")
        self._key = archive.read(KEY)
        self.header: Header = parse(self._key)
        self.manifest = _manifest(archive.read(MANIFEST))

    def prove(self, ring: KeyRing) -> None:
        """PackageDamaged unless the manifest was made with this office's key and belongs to this key file."""
        right = hmac.compare_digest(self.manifest.sealed(ring.sub("package")).mac, self.manifest.mac)
        if not right or self.manifest.sha256.get(KEY) != hashlib.sha256(self._key).hexdigest():
            raise PackageDamaged("清单与密钥不符，可能被改动过")
        if self.manifest.schema > schema.VERSION:
            raise Newer("备份")
        if self.manifest.schema < schema.FIRST:
            raise TrialVersion("备份")

    def extract(self, target: Path | None) -> None:
        """Copy the data out (or only read them) and compare with the manifest."""
        digest, size = hashlib.sha256(), 0
        with self._archive.open(DATA) as source, _sink(target) as sink:
            while block := source.read(_BLOCK):
                digest.update(block)
                size += len(block)
                if sink is not None:
                    sink.write(block)
        if size != self.manifest.sizes.get(DATA) or digest.hexdigest() != self.manifest.sha256.get(DATA):
            raise PackageDamaged("数据部分与清单不符，文件已损坏")


@contextmanager
def opened(file: Path) -> Iterator[Package]:
    """Open a package; whatever its bytes make the zip reader say is one sentence."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield Package(archive)
    except FileNotFoundError:
        raise UserError(
            f"找不到备份文件：{file}。", "请确认 U 盘已插好、文件名无误。", field="file"
        ) from None
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        KeyError,
    ) as error:
        if isinstance(error, UserError):
            raise
        raise PackageDamaged("文件打不开或已损坏") from error
    except UserError as error:
        if type(error).__name__ == "HeaderDamaged":
            raise PackageDamaged("里面的钥匙文件已损坏") from error
        raise


def _describe(unlocked: Unlocked, raw: Any, copy: Path, clock: Clock) -> Manifest:
    with copy.open("rb") as file:
        data = hashlib.file_digest(file, "sha256").hexdigest()
    key = unlocked.database_key
    report = inspection.full(copy, key, unlocked.chain)
    if not report.ok:
        raise DataDamaged(f"备份没有做成，副本没有通过核对（{report.problems[0]}）")
    there, head = inspection.facts(copy, key, unlocked.chain)
    if (there, head) != (inspection.counts(raw), unlocked.chain(raw).head()):
        raise DataDamaged("备份没有做成，副本与原数据条数不同")
    header = spell(unlocked.header)
    return Manifest(
        db_id=unlocked.header.db_id,
        made=clock.now().isoformat(timespec="seconds"),
        schema=schema.VERSION,
        header_seq=unlocked.header.seq,
        audit_seq=head.seq,
        audit_mac=head.mac.hex(),
        counts=there,
        sizes={KEY: len(header), DATA: copy.stat().st_size},
        sha256={KEY: hashlib.sha256(header).hexdigest(), DATA: data},
    ).sealed(unlocked.ring.sub("package"))


def _pack(partial: Path, manifest: Manifest, header: bytes, copy: Path) -> None:
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True))
        archive.writestr(KEY, header)
        archive.write(copy, DATA)
    generations.sync(partial)


def _manifest(data: bytes) -> Manifest:
    try:
        raw = json.loads(data)
        if isinstance(raw["format"], int) and raw["format"] > FORMAT:
            raise Newer("备份")
        return Manifest(**raw)
    except (ValueError, TypeError, KeyError):
        raise PackageDamaged("清单读不出来") from None


@contextmanager
def _sink(target: Path | None) -> Iterator[IO[bytes] | None]:
    if target is None:
        yield None
    else:
        with target.open("xb") as file:
            yield file
