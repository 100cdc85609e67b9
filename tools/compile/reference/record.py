"""Write `tests/reference/<model>.json`: greedy tokens of the float32 reference, with the gap at each step."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from refusal import Refusal

from .gemma3 import Gemma3
from .llama import Llama
from .pretty import pretty
from .prompts import MODELS, Model
from .tokenizer import tokenizer_of
from .weights import Weights

FOLDER = Path(__file__).resolve().parents[3] / "tests" / "reference"
COMMAND = "python3 tools/compile/setup.py reference"

# A library computes the same sums in another order, which moves logits by about 2e-4. A prompt whose two best tokens
# come closer than this at any step proves nothing, and is refused.
LEAST_GAP = 0.15


def record(names: list[str]) -> None:
    """Records the named models, or all of them."""
    known = {model.name: model for model in MODELS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Refusal(f"no model {unknown[0]!r}; there are {', '.join(known)}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for model in [known[name] for name in names] or MODELS:
        started = time.monotonic()
        (FOLDER / f"{model.name}.json").write_text(pretty(record_model(model, weights_file(model))))
        print(f"reference: {model.name} recorded in {time.monotonic() - started:.0f} s", flush=True)


def weights_file(model: Model) -> Path:
    """The GGUF in the app's cache, which checked its digest when it came."""
    file = Path(os.environ["HAVERSACK_CACHE"], "blobs", model.gguf)
    if not file.exists():
        raise Refusal(f"the weights of {model.name} are not in the cache ({file}): run `npm start` once to fetch them")
    return file


def record_model(model: Model, file: Path) -> dict[str, Any]:
    """All prompts of a model."""
    weights = Weights(file)
    tokenizer = tokenizer_of(weights)
    return {
        "format": 1,
        "model": model.name,
        "gguf": model.gguf,
        "command": COMMAND,
        "arithmetic": "float32 numpy, weights decoded exactly, activations never quantised",
        "prompts": [
            {"name": name, **answer(model, text, weights, tokenizer)} for name, text in model.prompts.items()
        ],
    }


def answer(model: Model, text: str, weights: Weights, tokenizer: Tokenizer) -> dict[str, Any]:
    """Greedy tokens after one prompt. `text` has no BOS; `promptIds` has it where the tokenizer wants one. `reply` is
    all that was generated, `answer` what stands before the first stop string."""
    sequence = {"llama": Llama, "gemma3": Gemma3}[weights.fact("general.architecture")](weights)
    bos = [weights.fact("tokenizer.ggml.bos_token_id")] if weights.fact("tokenizer.ggml.add_bos_token") else []
    prompt = bos + tokenizer.encode(text, add_special_tokens=False).ids
    ids: list[int] = []
    gaps: list[float] = []
    end, reply = "length", ""
    logits = sequence.run(prompt)
    while len(ids) < model.max_tokens:
        second, first = np.partition(logits, -2)[-2:]
        gaps.append(round(float(first - second), 2))
        token = int(logits.argmax())
        if token in model.ends:
            end = "stop-token"
            break
        ids.append(token)
        reply = tokenizer.decode(ids, skip_special_tokens=False)
        if any(stop in reply for stop in model.stop):
            end = "stop-string"
            break
        logits = sequence.run([token])
    if min(gaps) < LEAST_GAP:
        raise Refusal(f"{model.name}: {text!r} has a gap of {min(gaps)} between its two best tokens")
    return {
        "prompt": text,
        "bos": bool(bos),
        "promptIds": prompt,
        "stop": list(model.stop),
        "ids": ids,
        "reply": reply,
        "answer": min((reply.split(stop)[0] for stop in model.stop), key=len, default=reply),
        "end": end,
        "gaps": gaps,
        "smallestGap": min(gaps),
    }
