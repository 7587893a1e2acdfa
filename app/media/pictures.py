"""Pictures → WebP in three widths, drawn anew: nothing that was hidden in the file comes along.

Runs in the examiner's subprocess alone: decoding strangers' pictures is where memory and bugs are.
"""

import hashlib
import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from app.catalogue.compiler import svg
from app.catalogue.compiler.images import MAX_BYTES, MAX_SIDE
from app.media.examination import Found, Made, Refused

MAX_PIXELS = 50_000_000
WIDTHS = (320, 640, 1280)
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MAX_SVG_BYTES = 1_000_000
# Screens of phones show no difference above; below it, text in pictures suffers.
_QUALITIES = (80, 68, 55)

Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def drawing(path: Path, work: Path) -> Found:
    """An SVG, as it is: ``drawing.svg``. Raises ``Refused``."""
    if path.stat().st_size > MAX_SVG_BYTES:
        raise Refused("picture-too-heavy")
    content = path.read_bytes()
    if isinstance(svg.sanitise(content, prefix="a-", label=""), svg.Fault):
        raise Refused("active-svg")
    (work / "drawing.svg").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return Found("picture", "image/svg+xml", digest, len(content))


def photograph(path: Path, work: Path, tell: Callable[[int], None]) -> Found:
    """``<width>.webp`` for each width up to the picture's own. Raises ``Refused``."""
    try:
        with Image.open(path, formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise Refused("too-many-pixels")
            is_flat = opened.format in ("PNG", "GIF")
            # A JPEG can be decoded at a half, a quarter or an eighth of its size.
            opened.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
            picture = _plain(opened)
    except Image.DecompressionBombError as error:
        raise Refused("too-many-pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused("not-as-named") from error
    widest = max(1, min(WIDTHS[-1], picture.width, picture.width * MAX_SIDE // picture.height))
    widths = [width for width in WIDTHS if width < widest] + [widest]
    made = []
    for number, width in enumerate(widths):
        tell(20 + 70 * number // len(widths))
        made.append(_written(picture, width, work, is_flat=is_flat))
    largest = made[-1]
    return Found(
        "picture",
        "image/webp",
        largest.sha256,
        largest.bytes,
        width=largest.width,
        height=largest.height,
        variants=tuple(made),
    )


def _plain(opened: Image.Image) -> Image.Image:
    """The picture the right way up, in sRGB, with or without transparency."""
    opened.load()
    profile = opened.info.get("icc_profile")
    upright = ImageOps.exif_transpose(opened)
    has_alpha = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    if isinstance(profile, bytes) and upright.mode in ("RGB", "RGBA", "CMYK", "L"):
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            space = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            mode = "RGBA" if upright.mode == "RGBA" else "RGB"
            turned = ImageCms.profileToProfile(upright, space, target, outputMode=mode)
            if turned is not None:
                upright = turned
    return upright.convert("RGBA" if has_alpha else "RGB")


def _written(picture: Image.Image, width: int, work: Path, *, is_flat: bool) -> Made:
    height = max(1, round(picture.height * width / picture.width))
    sized = picture
    if width != picture.width:
        sized = picture.resize((width, height), Image.Resampling.LANCZOS)
    content = _lightest(sized, is_flat=is_flat)
    (work / f"{width}.webp").write_bytes(content)
    return Made(hashlib.sha256(content).hexdigest(), width, sized.height, len(content))


def _lightest(picture: Image.Image, *, is_flat: bool) -> bytes:
    """Screenshots and drawings are often smaller and sharper without loss."""
    tried = [_encoded(picture, quality=_QUALITIES[0], lossless=False)]
    if is_flat:
        tried.append(_encoded(picture, quality=70, lossless=True))
    for quality in _QUALITIES[1:]:
        if min(map(len, tried)) <= MAX_BYTES // 3:
            break
        tried.append(_encoded(picture, quality=quality, lossless=False))
    lightest = min(tried, key=len)
    if len(lightest) > MAX_BYTES:
        raise Refused("picture-too-heavy")
    return lightest


def _encoded(picture: Image.Image, *, quality: int, lossless: bool) -> bytes:
    # A new image holds no metadata, and none is asked for.
    written = io.BytesIO()
    picture.save(
        written, "WEBP", quality=quality, lossless=lossless, method=4, exif=b"", icc_profile=b""
    )
    return written.getvalue()
