"""What the learning page says of bodies, training and safety: the exercise specification's own statements in plain words."""

from __future__ import annotations

from typing import Final

IN_SHORT: Final = (
    "Hip dips are a normal shape made mostly by your bones. Stronger side-glutes can soften them a little; no exercise removes them."
)

NO_DRAWING: Final = "There is no drawing of this yet."

WHAT_THEY_ARE: Final = """
A hip dip **(7)** is the gentle inward curve at the side, between the top of the hip bone and the top of the thigh bone. Everybody's body has the parts
that make it; how much of it shows differs from person to person, and says nothing about health, strength or fitness.

1. **The pelvis**: the wider and higher it stands over the thigh bone, the longer the stretch between the two.
2. **The neck of the thigh bone**: its length and angle decide how far the bony knob at the side stands out.
3. **That knob is the *greater trochanter***. The side-glutes pull on it, and you can feel it under the skin.
4. **The skin** is tethered near the greater trochanter, so it follows the bone there and not the muscle.
5. ***Gluteus medius***, the larger side-glute, fills part of the space. With the next one, it is what training can change.
6. ***Gluteus minimus*** lies deeper, under gluteus medius, and does the same work.

**Fat** lies over all of it, where your body likes to keep it; an exercise does not choose where it goes.
"""

THE_DRAWING: Final = (
    "Your left hip from the front, simplified. The dashed line: how little a fuller muscle may soften the dip, over months."
)
THE_DRAWING_IN_WORDS: Final = (
    "A left hip from the front: the pelvis, the neck of the thigh bone and the greater trochanter, the skin tethered over it, gluteus medius "
    "and minimus between pelvis and trochanter, and the dip in the outline above the trochanter."
)

WHAT_TRAINING_CAN_DO: Final = """
- It makes the side-glutes stronger and, over months, somewhat fuller. That can **soften the contour a little**.
- It gives a **steadier pelvis** when you walk, run and stand on one leg, **support for hip and knee**, and **better balance**. These do not depend on the shape of your bones.
"""

WHAT_TRAINING_CANNOT_DO: Final = """
- It does not move a bone, lengthen a muscle's attachment or loosen tethered skin: **a shape made by the skeleton stays**.
- It does not take fat away, or put it, at one chosen place.
- How much a given body changes cannot be foretold. This coach counts, times and judges **movements**; it never scores a body.
"""

TIME: Final = (
    ("2 to 4 weeks", "better control of the movement"),
    ("6 to 8 weeks", "more strength"),
    ("months", "a visible change, if there is one"),
)

HOW_CLOTH_TELLS: Final = """
**How the coach sees your pelvis.** A camera does not show bones. It follows the cloth on your trunk from picture to picture: when the pelvis rolls back, the front of
your top travels upwards. From how far it travels the coach **estimates** the roll, and how much of the opening came from the hip.

- **What helps**: A top with a print, or with stripes *along* the body.
- **What hides it**: Hoops around the body, a quite plain top, an arm or a blanket over your belly. Then the coach says that it cannot tell.
- **What was not tried**: A loose shirt that slides over the body, shiny leggings, a bare back. Take the number for what it is there.
"""

RECOVERY: Final = """
- **Rest**: two or three sessions a week, with 48 hours between them. The muscle grows while it rests.
- **Sleep**: 7 to 9 hours.
- **Protein**: about 1.2 to 1.6 g per kilogram of body weight and day, for people who train.
- **Soreness** for one or two days is normal. Sharp or lasting pain is not: see *Safety* below.
"""

MEDICAL_OPTIONS: Final = """
Surgical and filler options exist. They are a matter between you and a doctor; this coach recommends none and advises against none.

- **Fillers** are injected under the skin. The body takes most of them up again within months to a few years, so they have to be repeated. Bruises, lumps,
  infection and, rarely, a blocked blood vessel can follow.
- **Fat transfer** moves your own fat from another place. Part of it, different in each person, does not stay, and it may need to be done again. It is an
  operation: infection, unevenness and, rarely, fat in the blood vessels, which is dangerous, can follow.
- **Implants** at the side of the hip are uncommon; they can shift, and may have to be taken out or replaced.

None of them changes the bones, makes a muscle stronger, or is needed for health. Ask a doctor about your own case, what else there is, and what happens if
you do nothing.
"""

HOW_WELL_KNOWN: Final = """
The exercises were chosen because the side-glutes are active in them. Such measurements come from one session and differ widely between people: they rank
exercises, and do not predict growth. The figures for time, sleep and protein are common guidance for healthy adults, not a promise for you.
"""

OUTER_HIP: Final = (
    "**Pain at the outside of the hip** is common over 40. Lying on the sore side, crossed legs and hanging on one hip press on the tendon: do not lie on that "
    "side, prefer the seated or standing exercise, and keep a pillow between the knees when you lie on the other one. If it stays, see a doctor or physiotherapist."
)
