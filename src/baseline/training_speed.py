"""Trains the network of a baseline with PyTorch for Python on noise and prints audio seconds trained a second.

Usage: python3 training_speed.py DESCRIPTION STEPS SECONDS UTTERANCES THREADS

DESCRIPTION is the JSON of dev.attune.speech.acoustic.NetworkDescription as it stands in model.json. The step is that of the Java trainer: both heads,
CTC loss, gradient clipping, AdamW. Needs PyTorch and a fast BLAS (Debian: python3-torch, libopenblas0-pthread): the reference BLAS takes almost twice the
time with one thread. Started by dev.attune.speech.train.TrainingSpeedBenchmark.
"""

import json
import sys
import time

import torch
from torch import nn


class Network(nn.Module):
    def __init__(self, description):
        super().__init__()
        channels = description["melBins"]
        self.convolutions = nn.ModuleList()
        self.norms = nn.ModuleList()
        self.layers = description["layers"]
        for layer in self.layers:
            self.convolutions.append(
                nn.Conv1d(
                    channels,
                    layer["channels"],
                    layer["kernel"],
                    stride=layer["stride"],
                    dilation=layer["dilation"],
                    padding=(layer["kernel"] - 1) // 2 * layer["dilation"],
                    bias=False,
                )
            )
            channels = layer["channels"]
            self.norms.append(nn.BatchNorm1d(channels))
        self.phones = nn.Conv1d(channels, description["phoneTokens"], 1)
        self.letters = nn.Conv1d(channels, description["letterTokens"], 1)

    def forward(self, features):
        mean = features.mean(1, keepdim=True)
        x = (features - mean) / (features.var(1, keepdim=True, unbiased=False) + 0.05).sqrt()
        x = x.transpose(1, 2)
        for convolution, norm, layer in zip(self.convolutions, self.norms, self.layers):
            y = nn.functional.relu(norm(convolution(x)))
            y = nn.functional.dropout(y, layer["dropout"], self.training)
            x = y + x if layer["residual"] else y
        return self.phones(x), self.letters(x)


def main(description, steps, seconds, utterances, threads):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    network = Network(json.loads(description))
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01)
    loss = nn.CTCLoss(reduction="sum")
    frames = int(seconds * 100)
    phones = torch.randint(1, 40, (utterances, int(seconds * 12)))
    letters = torch.randint(1, 28, (utterances, int(seconds * 15)))
    warm_up = 3
    start = 0.0
    for step in range(steps + warm_up):
        if step == warm_up:
            start = time.monotonic()
        features = torch.randn(utterances, frames, 80)
        optimizer.zero_grad()
        total = 0
        for logits, targets, weight in zip(network(features), (phones, letters), (1.0, 0.3)):
            scores = logits.permute(2, 0, 1).log_softmax(2)
            lengths = torch.full((utterances,), scores.shape[0])
            total = total + weight * loss(scores, targets, lengths, torch.full((utterances,), targets.shape[1]))
        (total / utterances).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 10)
        optimizer.step()
    print(steps * utterances * seconds / (time.monotonic() - start))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
