package dev.attune.speech.acoustic.djl;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One-dimensional convolution whose products are computed in bfloat16 (8 bits of exponent, 7 of mantissa) and summed in single precision. Input, output
 * and weights are kept in single precision; inside, they and their gradients are rounded to seven bits. On processors with instructions for it a training step takes a little more than half the
 * time.
 *
 * <p>DJL has no arrays of this type, so the expression is a TorchScript archive of a few lines, without weights, made by
 * {@code src/baseline/brain_float_convolution.py}.
 *
 * <p>Source: Kalamkar et al., A study of bfloat16 for deep learning training, 2019; Micikevicius et al., Mixed precision training, ICLR 2018.
 */
final class BrainFloatConvolution {

    /** Instructions that multiply bfloat16; without them it is slower than single precision. */
    private static final Set<String> INSTRUCTIONS = Set.of("avx512_bf16", "amx_bf16");

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Held because a model that nobody holds closes itself, and its block with it. */
    private final Model model;

    private BrainFloatConvolution(Model model) {
        this.model = model;
    }

    /** Whether this machine's processor multiplies bfloat16. */
    static boolean isFast() {
        return Fast.ANSWER;
    }

    /** The one of this JVM; it holds no state between calls. */
    static BrainFloatConvolution shared() {
        return Shared.INSTANCE;
    }

    /**
     * @param x (B, C, T)
     * @param weight (out, C, kernel)
     * @param shape stride, padding and dilation, int64 (3)
     * @return (B, out, T')
     */
    NDArray apply(ParameterStore store, NDArray x, NDArray weight, NDArray shape) {
        return model.getBlock()
                .forward(store, new NDList(x, weight, shape), true)
                .head();
    }

    private static final class Fast {
        private static final boolean ANSWER = ask();

        private static boolean ask() {
            try {
                return Files.isReadable(PROCESSORS)
                        && Files.readAllLines(PROCESSORS).stream()
                                .filter(line -> line.startsWith("flags"))
                                .flatMap(BLANKS::splitAsStream)
                                .anyMatch(INSTRUCTIONS::contains);
            } catch (IOException e) {
                return false; // a machine that does not say it has them trains in single precision
            }
        }
    }

    private static final class Shared {
        private static final BrainFloatConvolution INSTANCE = load();

        private static BrainFloatConvolution load() {
            // Never closed: it lives as long as the JVM, which trains one network.
            Model model = Model.newInstance(
                    "brain-float-convolution", Engine.getInstance().getEngineName());
            try (InputStream archive = BrainFloatConvolution.class.getResourceAsStream("brain-float-convolution.pt")) {
                model.load(archive);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (MalformedModelException e) {
                throw new IllegalStateException("the convolution in bfloat16 cannot be read", e);
            }
            return new BrainFloatConvolution(model);
        }
    }
}
