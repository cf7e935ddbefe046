"""Writes the convolution that multiplies in bfloat16 as a TorchScript archive, for dev.attune.speech.acoustic.djl.BrainFloatConvolution.

Usage: python3 brain_float_convolution.py OUTPUT

The archive holds one expression and no weights. It is needed because DJL knows no arrays of bfloat16: here they live between two casts.
"""

import sys

import torch


class Convolution(torch.nn.Module):
    def forward(self, x: torch.Tensor, weight: torch.Tensor, shape: torch.Tensor):
        stride, padding, dilation = int(shape[0]), int(shape[1]), int(shape[2])
        y = torch.conv1d(
            x.to(torch.bfloat16), weight.to(torch.bfloat16), None, [stride], [padding], [dilation], 1
        )
        return y.to(torch.float)


if __name__ == "__main__":
    torch.jit.script(Convolution()).save(sys.argv[1])
