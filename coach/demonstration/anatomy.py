"""The hip from the front, simplified: why there is a dip, and which part of it a muscle fills. The numbers are explained in the text beside it."""

from __future__ import annotations

from typing import Final

from coach.demonstration.svg import drawing, paint

INK: Final = paint("ink")

SHAPE: Final = (
    "M96 8 L352 8 C364 40 402 68 415 106 C423 132 411 158 406 186 C401 216 432 244 454 282 C474 318 468 430 452 552 L300 552"
    " C296 480 280 432 250 418 C216 404 150 404 96 404 Z"
)
"""The outline, from the waist over the dip to the thigh; the left edge is the middle of the body."""
OUTLINE: Final = SHAPE[SHAPE.index("M96 8 L") + len("M96 8 L") : SHAPE.index(" L300 552")]

SACRUM: Final = "M96 132 L150 140 C152 180 132 232 96 262 Z"
HIP_BONE: Final = (
    "M146 150 C166 98 236 74 296 90 C330 99 346 122 344 150 C341 180 322 192 320 214 C319 230 326 238 332 250"
    " C306 246 278 262 280 292 C282 318 298 330 304 340 C300 372 282 398 254 398 C230 398 224 374 232 352"
    " C208 344 176 352 150 360 L104 352 L104 326 C150 324 200 316 236 290 C222 262 188 236 160 222 C146 204 140 176 146 150 Z"
)
THIGH_BONE: Final = (
    "M324 262 C344 282 362 296 378 294 C384 274 398 262 414 268 C434 276 442 306 434 330 C430 344 416 354 412 372 C404 420 398 470 396 552"
    " L346 552 C352 480 354 432 348 400 C336 392 334 374 342 364 C340 348 330 336 316 326 Z"
)
MINIMUS: Final = "M246 142 C286 140 330 172 352 204 C376 236 396 256 410 270 L392 282 C368 268 330 238 296 222 C262 204 240 170 246 142 Z"
MEDIUS: Final = "M250 84 C300 76 346 96 360 124 C380 150 392 180 398 208 C404 232 414 250 424 272 L408 268 C388 250 352 226 322 206 C292 176 262 128 250 84 Z"
FULLER: Final = "M418 128 C419 150 414 176 413 194 C412 216 436 248 451 274"
"""How little a stronger muscle may soften the dip."""
BANDS: Final = "M428 280 L434 256 M434 290 L444 270 M438 302 L456 290"

NUMBERS: Final = {"1": (206, 128), "2": (350, 318), "3": (412, 310), "4": (474, 262), "5": (352, 150), "6": (292, 190), "7": (438, 178)}
"""The pelvis, the neck of the thigh bone, the greater trochanter, the tethered skin, gluteus medius and minimus, and the dip."""


def hip_drawing(label: str) -> str:
    """The drawing as SVG; `label` says in words what it shows."""
    bone = f'style="fill:color-mix(in srgb, {paint("paper")} 55%, {paint("skin")});stroke:{INK}" stroke-width="2.2" stroke-linejoin="round"'
    parts = [
        f'<path d="{SHAPE}" style="fill:{paint("skin")}" fill-opacity="0.2"/>',
        f'<path d="{SACRUM}" {bone}/><path d="{THIGH_BONE}" {bone}/><path d="{HIP_BONE}" {bone}/>',
        f'<circle cx="310" cy="292" r="33" {bone}/>',
        f'<path d="{MINIMUS}" style="fill:{paint("band")};stroke:{paint("paper")}" stroke-width="1.6"/>',
        f'<path d="{MEDIUS}" style="fill:{paint("working")};stroke:{paint("paper")}" fill-opacity="0.82" stroke-width="1.6"/>',
        f'<path d="M{OUTLINE}" fill="none" style="stroke:{INK}" stroke-width="3" stroke-linejoin="round"/>',
        f'<path d="{FULLER}" fill="none" style="stroke:{paint("working")}" stroke-width="2.6" stroke-dasharray="7 5" stroke-linecap="round"/>',
        f'<path d="{BANDS}" style="stroke:{paint("marked")}" stroke-width="2.6" stroke-linecap="round"/>',
        '<path d="M96 8 V552" fill="none" stroke-dasharray="2 7" stroke-width="1.6" style="stroke:' + INK + '"/>',
    ]
    parts += [_number(number, x, y) for number, (x, y) in NUMBERS.items()]
    return drawing("84 0 412 560", label, "".join(parts))


def _number(number: str, x: float, y: float) -> str:
    return (
        f'<circle cx="{x}" cy="{y}" r="15" style="fill:{paint("paper")};stroke:{INK}" stroke-width="1.6"/>'
        f'<text x="{x}" y="{y + 6}" text-anchor="middle" font-size="17" font-weight="700" style="fill:{INK}">{number}</text>'
    )
