"""Writes what a small network with conformer blocks and two outputs of the phone head in a frame does in PyTorch for Python, for dev.attune.speech.acoustic.ConformerGoldenTest.

Usage: python3 conformer_golden.py src/test/resources/dev/attune/speech/acoustic/conformer-golden.safetensors

The file holds the weights, features of three utterances with the number of their frames, the logits of both heads in recognition, and the gradients of the
sum of both heads' log probabilities of token 2 and 1 in training without dropout.
"""

import pathlib
import sys

import torch

from network_kinds import Network, safetensors

DESCRIPTION = {
    "melBins": 6,
    "layers": [
        {"channels": 8, "kernel": 5, "stride": 2, "dilation": 1, "residual": False, "dropout": 0},
        {"channels": 8, "kernel": 3, "stride": 2, "dilation": 1, "residual": False, "dropout": 0},
        {"channels": 8, "kernel": 3, "stride": 1, "dilation": 1, "residual": True, "dropout": 0},
        {"channels": 12, "kernel": 1, "stride": 1, "dilation": 1, "residual": False, "dropout": 0},
    ],
    "blocks": [{"heads": 2, "kernel": 5, "expansion": 3, "dropout": 0}] * 2,
    "phoneTokens": 5,
    "letterTokens": 4,
    "phonesPerFrame": 2,
}


def main():
    torch.manual_seed(1)
    network = Network(DESCRIPTION, "plain")
    with torch.no_grad():
        for name, tensor in network.state_dict().items():
            if not name.endswith("num_batches_tracked"):
                tensor.uniform_(-0.5, 0.5)
                if name.endswith("running_var") or "norm" in name and name.endswith("weight"):
                    tensor.add_(1)
    frames = torch.tensor([41, 30, 7])
    features = torch.randn(3, 41, 6) * (torch.arange(41) < frames.unsqueeze(1)).unsqueeze(2)
    tensors = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    network.eval()
    phones, letters = network(features, frames)
    tensors |= {"features": features, "frames": frames.float(), "phones": phones, "letters": letters}
    network.train()
    phones, letters = network(features, frames)
    (phones.log_softmax(1)[:, 2].sum() + letters.log_softmax(1)[:, 1].sum()).backward()
    tensors |= {"gradient." + name: weight.grad for name, weight in network.named_parameters()}
    pathlib.Path(sys.argv[1]).write_bytes(safetensors(tensors))


if __name__ == "__main__":
    main()
