"""What is recorded: models by the digest of their GGUF, prompts as the app renders them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Model:
    """`gguf` is the SHA-256 under which the app's cache keeps the file; `ends` are token ids that end an answer."""

    name: str
    gguf: str
    ends: tuple[int, ...]
    stop: tuple[str, ...]  # strings that end an answer
    prompts: dict[str, str]
    max_tokens: int = 16


def chat(message: str) -> str:
    """One user turn in ChatML, without SmolLM2's default system prompt, which makes its answers worse."""
    return f"<|im_start|>user\n{message}<|im_end|>\n<|im_start|>assistant\n"


def few_shot(language: str, shots: tuple[str, str, str], text: str) -> str:
    """Three examples and the sentence; no space after the last colon."""
    english = ("Good morning, my name is Anna.", "Where is the nearest hospital?", "The food will arrive on Tuesday.")
    blocks = [f"{language}: {own}\nEnglish: {theirs}" for own, theirs in zip(shots, english, strict=True)]
    return "\n\n".join([f"Translations from {language} to English.", *blocks, f"{language}: {text}\nEnglish:"])


SPANISH = ("Buenos días, me llamo Anna.", "¿Dónde está el hospital más cercano?", "La comida llegará el martes.")
FRENCH = ("Bonjour, je m'appelle Anna.", "Où est l'hôpital le plus proche ?", "La nourriture arrivera mardi.")

# Longer than a prefill chunk of the software libraries: its second chunk runs over the cache and is merged.
READING = (
    "Read this text and answer with one word. Anna lives in a small town near the sea. Every morning she walks to the "
    "harbour, buys fresh fish from her uncle, and carries it home in a blue basket. On Sundays the whole family eats "
    "soup together in the garden. What is the name of the woman in the text?"
)

MODELS = (
    Model(
        "smollm2-135m",
        gguf="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        ends=(2, 0),
        stop=(),
        prompts={
            "france": chat("What is the capital of France?"),
            "italy": chat("What is the capital of Italy?"),
            "japan": chat("What is the capital of Japan?"),
            "hello": chat("Say hello."),
            "reading": chat(READING),
        },
    ),
    Model(
        "gemma3-270m",
        gguf="a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
        ends=(1, 106),
        stop=("\n",),
        prompts={
            "truck": few_shot("Spanish", SPANISH, "El camión llega tarde porque la carretera está inundada."),
            "water": few_shot("Spanish", SPANISH, "El agua está muy fría."),
            "sister": few_shot("French", FRENCH, "Ma sœur habite à Paris."),
            "train": few_shot("French", FRENCH, "Le train part demain matin."),
        },
    ),
)
