"""Workbooks under a password, as Excel and WPS make them (agile: AES-256, SHA-512): written, and opened again
before anybody relies on it. The only code that knows msoffcrypto-tool.
"""

from io import BytesIO

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

from anbang_desktop.errors import UserError
from anbang_desktop.excel.container import DAMAGED, OLE_MAGIC

WRONG = ("密码不对，这个文件打不开。", "请输入导出这张表时给出的密码；大小写要一致。")


def encrypt(data: bytes, password: str) -> bytes:
    """The workbook under a password. It is decrypted again with its integrity verified and compared: the
    library calls its writing experimental, and an unreadable file must not go up.
    """
    sealed = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, sealed)
    if decrypt(sealed.getvalue(), password) != data:
        raise RuntimeError("the encrypted workbook does not hold what was put into it")
    return sealed.getvalue()


def is_encrypted(data: bytes) -> bool:
    """Whether these are the bytes of a workbook under a password."""
    return data.startswith(OLE_MAGIC) and "EncryptedPackage".encode("utf-16-le") in data


def decrypt(sealed: bytes, password: str) -> bytes:
    """The workbook inside; UserError where the password is wrong or the file was tampered with."""
    plain = BytesIO()
    try:
        office = msoffcrypto.OfficeFile(BytesIO(sealed))
        office.load_key(password=password, verify_password=True)
        office.decrypt(plain, verify_integrity=True)
    except (InvalidKeyError, DecryptionError) as fault:
        raise UserError(*WRONG, field="password") from fault
    except Exception as fault:
        raise UserError(*DAMAGED) from fault
    return plain.getvalue()
