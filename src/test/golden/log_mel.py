#!/usr/bin/env python3
"""Writes the golden files of LogMelExtractorTest: two small WAV files and their log-mel features.

    python3 src/test/golden/log_mel.py        (needs NumPy; run in the root of the repository)

An independent version of the recipe in LogMelExtractor's Javadoc, in double precision, a plain discrete Fourier transform
per frame and triangles worked out one by one. Nothing of it is taken from the Java code.
"""
import pathlib
import wave

import numpy as np

RATE, WINDOW, SHIFT, FFT, BINS = 16000, 400, 160, 512, 80
FLOOR = 1.1920929e-7
HERE = pathlib.Path("src/test/resources/dev/attune/speech/audio")


def signal(count, seed):
    """A rising tone, a hum, noise, and a stretch of silence with an offset."""
    random = np.random.default_rng(seed)
    time = np.arange(count) / RATE
    tone = 0.3 * np.sin(2 * np.pi * (200 * time + 12000 * time ** 2))
    hum = 0.1 * np.sin(2 * np.pi * 50 * time)
    noise = 0.02 * random.standard_normal(count)
    out = tone + hum + noise
    out[count // 2 : count // 2 + count // 5] = 0.25
    return np.round(out * 32767).astype("<i2")


def write_wav(path, samples):
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(samples.tobytes())


def mel(hz):
    return 1127.0 * np.log(1 + hz / 700.0)


def triangles():
    edges = np.linspace(mel(20.0), mel(7600.0), BINS + 2)
    at = mel(np.arange(FFT // 2) * RATE / FFT)
    rows = []
    for left, centre, right in zip(edges, edges[1:], edges[2:]):
        rising = (at - left) / (centre - left)
        falling = (right - at) / (right - centre)
        rows.append(np.maximum(0, np.minimum(rising, falling)))
    return np.array(rows)


def log_mel(samples):
    count = len(samples)
    frames = (count + SHIFT // 2) // SHIFT
    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / (WINDOW - 1))) ** 0.85
    mirrored = np.concatenate([samples, samples[::-1]])
    bank = triangles()
    out = []
    for frame in range(frames):
        index = np.arange(WINDOW) + SHIFT * frame - (WINDOW - SHIFT) // 2
        cut = mirrored[index % (2 * count)]  # mirroring at both ends has the period 2 n
        cut = cut - cut.mean()
        previous = np.concatenate([cut[:1], cut[:-1]])
        cut = (cut - 0.97 * previous) * window
        power = np.abs(np.fft.rfft(cut, FFT)[: FFT // 2]) ** 2
        out.append(np.log(np.maximum(bank @ power, FLOOR)))
    return np.array(out)


for name, count, seed in (("sweep", 4000, 1), ("short", 100, 2)):
    pcm = signal(count, seed)
    write_wav(HERE / f"{name}.wav", pcm)
    rows = log_mel(pcm / 32768.0)
    lines = ["\t".join(f"{value:.5f}" for value in row) for row in rows]
    (HERE / f"{name}.log-mel.tsv").write_text("\n".join(lines) + "\n")
