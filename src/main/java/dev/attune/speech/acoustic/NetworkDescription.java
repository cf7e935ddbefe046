package dev.attune.speech.acoustic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CTC network in a few numbers: a trunk of one-dimensional convolutions, conformer blocks before the last of them if wanted, and two heads, phones and
 * letters. Another size or shape is another description, not other code.
 *
 * <p>Input: log-mel features [batch, frames, melBins], normalised inside the network to mean 0 and variance 1 per utterance and bin. Output:
 * logits of both heads, [batch, ceil(frames / totalStride), tokens]; of the phones there may be several in each of these frames, one after the other.
 *
 * @param melBins features per frame
 * @param layers the trunk, first layer first
 * @param blocks between the last but one layer and the last one, as wide as the former; empty for convolutions alone
 * @param phoneTokens size of the phone head, 0 for none
 * @param letterTokens size of the letter head, 0 for none
 * @param phonesPerFrame outputs of the phone head in each frame of the trunk: 2 give it a frame every 20 ms over a trunk of one every 40 ms, so that fast
 *     speech has room for all its phones
 */
public record NetworkDescription(
        int melBins,
        List<Layer> layers,
        List<ConformerBlock> blocks,
        int phoneTokens,
        int letterTokens,
        int phonesPerFrame) {

    /** Added to the variance of a bin before its root is taken, so that digital silence stays finite. */
    public static final float VARIANCE_FLOOR = 0.05f;

    /** Epsilon of every batch normalisation. */
    public static final float BATCH_NORM_EPSILON = 1e-5f;

    /** Epsilon of every layer normalisation. */
    public static final float LAYER_NORM_EPSILON = 1e-5f;

    /**
     * Convolution without bias, batch normalisation, ReLU, dropout; a residual layer adds its input to that.
     *
     * @param channels output channels
     * @param kernel odd number of input frames seen at once; padded on both sides, so the layer looks ahead as far as back
     * @param stride output frames are ceil(input frames / stride)
     * @param dilation distance between the frames of the kernel
     * @param residual needs stride 1 and as many input as output channels
     * @param dropout probability of dropping a value in training
     */
    public record Layer(int channels, int kernel, int stride, int dilation, boolean residual, double dropout) {

        public Layer {
            if (channels < 1 || kernel < 1 || kernel % 2 == 0 || stride < 1 || dilation < 1) {
                throw new IllegalArgumentException(
                        "a layer needs channels, stride and dilation >= 1 and an odd kernel; got channels " + channels
                                + ", kernel " + kernel + ", stride " + stride + ", dilation " + dilation);
            }
            if (dropout < 0 || dropout >= 1) {
                throw new IllegalArgumentException("dropout must be in [0, 1); got " + dropout);
            }
        }

        public int padding() {
            return (kernel - 1) / 2 * dilation;
        }
    }

    /**
     * Self-attention over the whole utterance, a gated depthwise convolution, and a feed-forward part, each with a layer normalisation before it and its input
     * added after it. There is no encoding of positions: the convolutions before it know what is near.
     *
     * <p>Source: Gulati et al., Conformer, Interspeech 2020, with one feed-forward part and ReLU in place of SiLU.
     *
     * @param heads of the attention; they share the width among them
     * @param kernel odd number of frames that the depthwise convolution sees
     * @param expansion the feed-forward part is so many times as wide inside
     * @param dropout probability of dropping a value of each part's output in training
     */
    public record ConformerBlock(int heads, int kernel, int expansion, double dropout) {

        public ConformerBlock {
            if (heads < 1 || kernel < 1 || kernel % 2 == 0 || expansion < 1) {
                throw new IllegalArgumentException(
                        "a conformer block needs heads and expansion >= 1 and an odd kernel; got heads " + heads
                                + ", kernel " + kernel + ", expansion " + expansion);
            }
            if (dropout < 0 || dropout >= 1) {
                throw new IllegalArgumentException("dropout must be in [0, 1); got " + dropout);
            }
        }

        /** Number of trainable values at a width. */
        long weightCount(long width) {
            long normalisations = 3 * 2 * width + 2 * width;
            long attention = (3 * width + width) * (width + 1);
            long convolution = 2 * width * (width + 1) + width * kernel + width * (width + 1);
            long feedForward = expansion * width * (width + 1) + width * (expansion * width + 1);
            return normalisations + attention + convolution + feedForward;
        }
    }

    /**
     * @param blocks null for none: networks were written without this entry before there were blocks
     */
    public NetworkDescription(
            int melBins,
            List<Layer> layers,
            @Nullable List<ConformerBlock> blocks,
            int phoneTokens,
            int letterTokens,
            int phonesPerFrame) {
        this.melBins = melBins;
        this.layers = List.copyOf(layers);
        this.blocks = blocks == null ? List.of() : List.copyOf(blocks);
        this.phoneTokens = phoneTokens;
        this.letterTokens = letterTokens;
        this.phonesPerFrame = phonesPerFrame;
        if (phonesPerFrame < 1) {
            throw new IllegalArgumentException("phonesPerFrame must be >= 1; got " + phonesPerFrame);
        }
        if (melBins < 1 || layers.isEmpty() || phoneTokens < 0 || letterTokens < 0 || phoneTokens + letterTokens == 0) {
            throw new IllegalArgumentException(
                    "a network needs mel bins, at least one layer and at least one head; got " + melBins + " bins, "
                            + layers.size() + " layers, " + phoneTokens + " phones, " + letterTokens + " letters");
        }
        int channels = melBins;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            if (layer.residual() && (layer.stride() != 1 || layer.channels() != channels)) {
                throw new IllegalArgumentException("layer " + i + " is residual and so needs stride 1 and " + channels
                        + " channels; got stride " + layer.stride() + " and " + layer.channels());
            }
            channels = layer.channels();
        }
        if (!this.blocks.isEmpty() && layers.size() < 2) {
            throw new IllegalArgumentException("conformer blocks need a layer before and one after them");
        }
        for (ConformerBlock block : this.blocks) {
            if (blockChannels() % block.heads() != 0) {
                throw new IllegalArgumentException(
                        block.heads() + " heads cannot share " + blockChannels() + " channels evenly");
            }
        }
    }

    /** Convolutions alone. */
    public NetworkDescription(int melBins, List<Layer> layers, int phoneTokens, int letterTokens) {
        this(melBins, layers, List.of(), phoneTokens, letterTokens, 1);
    }

    /**
     * Time-delay network: two convolutions of stride 2, residual layers of kernel 7, one wide layer of kernel 1.
     *
     * @param channels width of the residual layers
     * @param depth number of residual layers
     * @param wide width of the last layer
     */
    public static NetworkDescription timeDelay(int channels, int depth, int wide, int phoneTokens, int letterTokens) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(Math.max(1, channels * 3 / 4), 5, 2, 1, false, 0));
        layers.add(new Layer(channels, 5, 2, 1, false, 0));
        for (int i = 0; i < depth; i++) {
            layers.add(new Layer(channels, 7, 1, 1, true, 0.1));
        }
        layers.add(new Layer(wide, 1, 1, 1, false, 0.1));
        return new NetworkDescription(80, layers, phoneTokens, letterTokens);
    }

    /** The same with conformer blocks of 4 heads before the last layer. */
    public NetworkDescription withConformerBlocks(int count) {
        return new NetworkDescription(
                melBins,
                layers,
                Collections.nCopies(count, new ConformerBlock(4, 15, 4, 0.1)),
                phoneTokens,
                letterTokens,
                phonesPerFrame);
    }

    /** The same with so many outputs of the phone head in each frame of the trunk. */
    public NetworkDescription withPhonesPerFrame(int count) {
        return new NetworkDescription(melBins, layers, blocks, phoneTokens, letterTokens, count);
    }

    /** Width of the conformer blocks: that of the layer before them. */
    public int blockChannels() {
        return layers.get(layers.size() - 2).channels();
    }

    public int totalStride() {
        return layers.stream().mapToInt(Layer::stride).reduce(1, (a, b) -> a * b);
    }

    /** Output frames of the letter head for a number of input frames. */
    public int outputFrames(int frames) {
        int result = frames;
        for (Layer layer : layers) {
            result = (result + layer.stride() - 1) / layer.stride();
        }
        return result;
    }

    /** Output frames of the phone head for a number of input frames. */
    public int phoneFrames(int frames) {
        return outputFrames(frames) * phonesPerFrame;
    }

    /** Number of trainable values. */
    public long weightCount() {
        long count = 0;
        int channels = melBins;
        for (Layer layer : layers) {
            count += (long) channels * layer.channels() * layer.kernel() + 2L * layer.channels();
            channels = layer.channels();
        }
        for (ConformerBlock block : blocks) {
            count += block.weightCount(blockChannels());
        }
        return count + (long) (channels + 1) * (phoneTokens * phonesPerFrame + letterTokens);
    }
}
