"""Tries other kinds of network on the batches that a baseline learns from: recurrent and attention layers on top of the trunk, and a trunk of another size.

Usage: python3 network_kinds.py [--steps N] [--peak RATE] [--average STEP] [--seed N] [--threads N]
           [--start WEIGHTS] [--skip N] [--output WEIGHTS] FOLDER KIND

Needs PyTorch and a fast BLAS (Debian: python3-torch, libopenblas0-pthread).

FOLDER is what dev.attune.baseline.TrainingBatches wrote. KIND is one of
  plain       the network as it is: the same training as in Java, as a check
  recurrent   a bidirectional LSTM of 256 units each way before the last layer
  attention   two conformer blocks of 4 heads before the last layer (Gulati et al., Interspeech 2020)
  deeper      four more residual convolutions before the last layer
New parts begin without effect. Prints a table row for each set of speech: phone errors and CTC loss a phone.
"""

import argparse
import copy
import json
import pathlib
import sys
import time

import numpy
import torch
from torch import nn

CONFORMER = {"heads": 4, "kernel": 15, "expansion": 4, "dropout": 0.1}
FINAL_SHARE, LETTER_WEIGHT, MAX_NORM = 0.02, 0.3, 10


def tensors(file):
    """Tensors of a safetensors file in single precision."""
    data = pathlib.Path(file).read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    result = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            kind = {"F32": "<f4", "F16": "<f2"}[entry["dtype"]]
            values = numpy.frombuffer(data[8 + size + begin : 8 + size + end], kind).reshape(entry["shape"])
            result[name] = torch.tensor(values.astype(numpy.float32))
    return result


def safetensors(tensors):
    """A safetensors file in single precision."""
    header, data, offset = {}, [], 0
    for name, tensor in tensors.items():
        if not name.endswith("num_batches_tracked"):
            values = tensor.detach().numpy().astype("<f4").tobytes()
            header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(values)]}
            data.append(values)
            offset += len(values)
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + b"".join(data)


def write(network, file):
    part = file.with_suffix(".part")
    part.write_bytes(safetensors(network.state_dict()))
    part.replace(file)


class Convolution(nn.Module):
    """Convolution, batch normalisation, ReLU, dropout, and the input added if residual."""

    def __init__(self, inputs, layer):
        super().__init__()
        self.residual, self.dropout = layer["residual"], layer["dropout"]
        padding = (layer["kernel"] - 1) // 2 * layer["dilation"]
        self.conv = nn.Conv1d(
            inputs, layer["channels"], layer["kernel"], layer["stride"], padding, layer["dilation"], bias=False
        )
        self.norm = nn.BatchNorm1d(layer["channels"])

    def forward(self, x, mask):
        y = nn.functional.dropout(torch.relu(self.norm(self.conv(x))), self.dropout, self.training)
        return x + y if self.residual else y


class Recurrent(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.norm = nn.LayerNorm(channels)
        self.lstm = nn.LSTM(channels, 256, bidirectional=True, batch_first=True)
        self.out = nn.Linear(512, channels)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, x, mask):
        with torch.autocast("cpu", enabled=False):
            # Batches hold little padding, and sequences packed without it take many times longer here.
            y, _ = self.lstm(self.norm(x.float().transpose(1, 2)) * mask.unsqueeze(2))
            y = nn.functional.dropout(y, 0.1, self.training)
            return x + self.out(y).transpose(1, 2)


class Conformer(nn.Module):
    """Attention over the whole utterance, gated depthwise convolution, feed-forward; each is added to what came in."""

    def __init__(self, channels, block):
        super().__init__()
        self.share = block["dropout"]
        inner, kernel = block["expansion"] * channels, block["kernel"]
        self.norms = nn.ModuleList(nn.LayerNorm(channels) for _ in range(3))
        self.attention = nn.MultiheadAttention(channels, block["heads"], batch_first=True)
        self.pointwise = nn.Linear(channels, 2 * channels)
        self.depthwise = nn.Conv1d(
            channels, channels, kernel, padding=(kernel - 1) // 2, groups=channels, bias=False
        )
        self.batch_norm = nn.BatchNorm1d(channels)
        self.mix = nn.Linear(channels, channels)
        self.wide = nn.Linear(channels, inner)
        self.narrow = nn.Linear(inner, channels)
        for last in (self.attention.out_proj, self.mix, self.narrow):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, x, mask):
        x = x.float().transpose(1, 2)
        y = self.norms[0](x)
        y, _ = self.attention(y, y, y, key_padding_mask=~mask, need_weights=False)
        x = x + self.dropout(y)
        y = nn.functional.glu(self.pointwise(self.norms[1](x)), 2) * mask.unsqueeze(2)
        y = torch.relu(self.batch_norm(self.depthwise(y.transpose(1, 2)))).transpose(1, 2)
        x = x + self.dropout(self.mix(y))
        y = self.narrow(torch.relu(self.wide(self.norms[2](x))))
        return (x + self.dropout(y)).transpose(1, 2)

    def dropout(self, x):
        return nn.functional.dropout(x, self.share, self.training)


class Network(nn.Module):
    """The network of a description with more layers before its last one."""

    def __init__(self, description, kind):
        super().__init__()
        channels = description["melBins"]
        self.layers = nn.ModuleList()
        for layer in description["layers"]:
            self.layers.append(Convolution(channels, layer))
            channels = layer["channels"]
        self.phone_tokens, self.per_frame = description["phoneTokens"], description.get("phonesPerFrame", 1)
        self.phones = nn.Conv1d(channels, self.phone_tokens * self.per_frame, 1)
        self.letters = nn.Conv1d(channels, description["letterTokens"], 1)
        width = description["layers"][-2]["channels"]
        self.blocks = nn.ModuleList(Conformer(width, block) for block in description.get("blocks", []))
        if kind == "recurrent":
            self.blocks.append(Recurrent(width))
        elif kind == "attention":
            self.blocks.extend(Conformer(width, CONFORMER) for _ in range(2))
        elif kind == "deeper":
            for _ in range(4):
                added = Convolution(width, description["layers"][-2])
                nn.init.zeros_(added.norm.weight)
                self.blocks.append(added)
        elif kind != "plain":
            sys.exit(f"unknown kind {kind}")

    def forward(self, features, frames):
        mask = (torch.arange(features.shape[1]) < frames.unsqueeze(1)).float().unsqueeze(2)
        mean = (features * mask).sum(1, keepdim=True) / frames.view(-1, 1, 1)
        centred = (features - mean) * mask
        variance = (centred**2).sum(1, keepdim=True) / frames.view(-1, 1, 1)
        x = (centred / (variance + 0.05).sqrt()).transpose(1, 2)
        for layer in self.layers[:-1]:
            x = layer(x, None)
        real = torch.arange(x.shape[2]) < self.output_frames(frames).unsqueeze(1)
        for layer in self.blocks:
            x = layer(x, real)
        x = self.layers[-1](x, None)
        # (B, r V, T) to (B, V, T r): the outputs of a frame stand one after the other.
        phones = self.phones(x).float().transpose(1, 2).reshape(len(x), -1, self.phone_tokens).transpose(1, 2)
        return phones, self.letters(x).float()

    def output_frames(self, frames):
        for layer in self.layers:
            stride = layer.conv.stride[0]
            frames = (frames + stride - 1) // stride
        return frames

    def phone_frames(self, frames):
        return self.output_frames(frames) * self.per_frame


def read(file):
    batch = tensors(file)
    return batch["features"], batch["frames"][0].long(), batch["phones"].long(), batch["letters"].long()


def losses(logits, lengths, targets):
    """-ln P of each utterance; those without room for their target count nothing."""
    counts = (targets >= 0).sum(1)
    return nn.functional.ctc_loss(
        logits.permute(2, 0, 1).log_softmax(2),
        targets.clamp(min=0),
        lengths,
        counts,
        reduction="none",
        zero_infinity=True,
    )


def edits(reference, hypothesis):
    row = list(range(len(hypothesis) + 1))
    for i, wanted in enumerate(reference, 1):
        diagonal, row[0] = row[0], i
        for j, heard in enumerate(hypothesis, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (wanted != heard))
    return row[-1]


def measure(network, folder):
    """Phone errors and loss a phone."""
    network.eval()
    wrong = total = 0
    loss = 0.0
    with torch.no_grad():
        for file in sorted(folder.glob("*.safetensors")):
            features, frames, phones, _ = read(file)
            logits, _ = network(features, frames)
            lengths = network.phone_frames(frames)
            loss += losses(logits, lengths, phones).sum().item()
            for b, path in enumerate(logits.argmax(1).tolist()):
                path = path[: lengths[b]]
                said = [token for t, token in enumerate(path) if token and (t == 0 or token != path[t - 1])]
                wanted = [token for token in phones[b].tolist() if token >= 0]
                wrong += edits(wanted, said)
                total += len(wanted)
    return 100 * wrong / total, loss / total


class Average:
    """Mean of the weights of many steps, whose batch statistics are measured anew (Izmailov et al., UAI 2018; Cha et al., NeurIPS 2021)."""

    def __init__(self, network):
        self.network, self.count, self.sums = network, 0, None

    def add(self):
        state = {name: tensor.double() for name, tensor in self.network.state_dict().items()}
        self.count += 1
        self.sums = state if self.sums is None else {name: self.sums[name] + tensor for name, tensor in state.items()}

    def of(self, batches):
        """A network with the mean."""
        result = copy.deepcopy(self.network)
        result.load_state_dict({name: tensor / self.count for name, tensor in self.sums.items()})
        result.train()
        norms = [module for module in result.modules() if isinstance(module, nn.BatchNorm1d)]
        for norm in norms:
            norm.reset_running_stats()
            norm.momentum = None
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            for file in batches:
                result(*read(file)[:2])
        return result


def train(network, batches, peak, average_from, look):
    learning = [p for p in network.parameters() if p.requires_grad]
    matrices = [p for p in learning if p.dim() > 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.01}, {"params": [p for p in learning if p.dim() < 2], "weight_decay": 0}],
        betas=(0.9, 0.98),
    )
    began, audio, shown = time.monotonic(), 0.0, 0.0
    warm_up = max(1, min(300, len(batches) // 10))
    average = Average(network)
    for step, file in enumerate(batches):
        rate = peak * min(1, (step + 1) / warm_up)
        if step >= warm_up and average_from is None:
            progress = (step - warm_up) / max(1, len(batches) - warm_up)
            rate = peak * (FINAL_SHARE + (1 - FINAL_SHARE) * 0.5 * (1 + numpy.cos(numpy.pi * progress)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        features, frames, phones, letters = read(file)
        network.train()
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            heads = network(features, frames)
        loss = losses(heads[0], network.phone_frames(frames), phones).sum()
        shown += loss.item() / max(1, (phones >= 0).sum().item())
        loss = loss + LETTER_WEIGHT * losses(heads[1], network.output_frames(frames), letters).sum()
        (loss / len(frames)).backward()
        nn.utils.clip_grad_norm_(learning, MAX_NORM)
        optimizer.step()
        audio += frames.sum().item() / 100
        if (step + 1) % 100 == 0:
            speed = audio / (time.monotonic() - began)
            print(f"step {step + 1}, loss {shown / 100:.3f} a phone, {speed:.0f} s a second", file=sys.stderr, flush=True)
            shown = 0.0
        if average_from is not None and step >= average_from:
            average.add()
        if (step + 1) % 1000 == 0 or step + 1 == len(batches):
            look(step + 1, average.of(batches[::20]) if average.count else network)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("kind")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--peak", type=float, default=6e-4)
    parser.add_argument("--average", type=int, help="no decay of the learning rate, but the mean of the weights from this step on")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--start", type=pathlib.Path, help="safetensors file to begin with, in place of the folder's")
    parser.add_argument("--skip", type=int, default=0, help="batches to begin after; after the last one comes the first")
    parser.add_argument("--output", type=pathlib.Path, help="safetensors file for the weights")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    network = Network(json.loads((options.folder / "network.json").read_text()), options.kind)
    sets = sorted(d for d in options.folder.iterdir() if d.name != "training" and any(d.glob("0*.safetensors")))
    missing, unexpected = network.load_state_dict(
        tensors(options.start or options.folder / "start.safetensors"), strict=False
    )
    assert not unexpected and all(name.startswith("blocks.") or "num_batches" in name for name in missing), missing
    for each in sets:
        print(f"| start | {each.name} | %.1f %% (%.3f) |" % measure(network, each), flush=True)

    def look(step, network):
        for each in sets:
            print(f"| {options.kind}, {step} steps | {each.name} | %.1f %% (%.3f) |" % measure(network, each), flush=True)
        if options.output:
            write(network, options.output)

    batches = sorted((options.folder / "training").glob("*.safetensors"))
    count = options.steps or len(batches)
    batches = [batches[(options.skip + step) % len(batches)] for step in range(count)]
    train(network, batches, options.peak, options.average, look)


if __name__ == "__main__":
    main()
