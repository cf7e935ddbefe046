/**
 * N-gram language models: counting, interpolated modified Kneser-Ney estimation, ARPA files, models with classes, a compact binary file, mixtures and perplexity.
 *
 * <p>May be called by every engine package and feature; uses only the JDK. Every probability is a natural logarithm; log10 exists only in
 * {@link dev.attune.speech.lm.ArpaReader}, {@link dev.attune.speech.lm.ArpaWriter} and the figures of
 * {@link dev.attune.speech.lm.Perplexity} that are named so.
 *
 * <h2>File format lm.bin, version 1</h2>
 *
 * <p>Big-endian. {@code varint} is an unsigned number in groups of seven bits, lowest first, the high bit set on all groups but the last.
 * The columns are not compressed but laid out so that the deflate of a zip shrinks them well.
 *
 * <pre>
 * int     magic 0x41544C4D ("ATLM")
 * int     version 1
 * byte    kind: 1 = n-grams, 2 = mixture, 3 = mixture whose weights follow the sentence, 4 = classes
 *
 * n-grams:
 * varint  order
 * varint  unigrams (words with &lt;unk&gt;, &lt;s&gt;, &lt;/s&gt; as ids 0, 1, 2)
 * words 3 ..: varint bytes, UTF-8
 * for order 1 .. N:
 *   order &gt;= 2: varint n-grams; per context of order-1, in trie order: varint number of children;
 *               then per n-gram: varint last word, the difference to the sibling before it (first sibling: the id itself)
 *   column of ln P:        varint levels, levels floats, one byte per n-gram (index of its level)
 *   column of ln back-off: the same, for orders below N
 *
 * mixture:
 * varint  components; per component: double weight, then a whole file of the kind n-grams or mixture
 *
 * mixture whose weights follow the sentence:
 * double  switching, then as a mixture
 *
 * classes ({@link dev.attune.speech.lm.ClassLm}):
 * double  probability of breaking off
 * a whole file of any kind, whose words are words and names of classes
 * varint  classes; per class:
 *   varint bytes, UTF-8: name, one of those words
 *   varint nodes of the tree of items, the root counted, in breadth-first order
 *   per node: varint number of children, varint weight of the item that ends in it
 *   per node but the root: varint word, the difference to the sibling before it (first sibling: the id itself); ids are those of the words
 *   without the names of classes
 * </pre>
 *
 * <p>Probabilities and back-offs are rounded to at most 256 levels an order (levels are the means of equally filled bins), which costs
 * well under 1 % of perplexity.
 */
@NullMarked
package dev.attune.speech.lm;

import org.jspecify.annotations.NullMarked;
