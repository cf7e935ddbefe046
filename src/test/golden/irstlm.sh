#!/bin/sh
# Regenerates src/test/resources/dev/attune/speech/lm/irstlm.tsv and irstlm.arpa, the golden figures of IrstlmGoldenTest, with IRSTLM 6
# (Debian: apt-get install irstlm; its programs lie in /usr/lib/irstlm/bin) from text of our own.
#
#   JAVA_LM="java -jar target/attune.jar lm" sh src/test/golden/irstlm.sh
#
# query    log10 P that compile-lm finds for test.txt in OUR ARPA file of train.txt, with </s>
# own      log10 P that compile-lm finds for the first 20 lines of train.txt in irstlm.arpa, IRSTLM's model of the first 150 lines
# backoff  log10 back-off weight of two words in IRSTLM's modified Kneser-Ney model (tlm -lm=msb) of train.txt, every tenth context
set -eu
PATH=$PATH:/usr/lib/irstlm/bin
lm=${JAVA_LM:-java -jar target/attune.jar lm}
folder=src/test/resources/dev/attune/speech/lm
work=$(mktemp -d)
marked() { awk '{print "<s>", $0, "</s>"}'; }

marked < $folder/train.txt > "$work/train"
marked < $folder/test.txt > "$work/test"
head -150 $folder/train.txt | marked > "$work/part"
head -20 "$work/part" > "$work/parttest"
$lm --text $folder/train.txt --order 3 --arpa "$work/ours.arpa"
tlm -tr="$work/train" -n=3 -lm=msb -bo=no -ps=no -o="$work/theirs.arpa" > /dev/null 2>&1
tlm -tr="$work/part" -n=3 -lm=msb -bo=no -ps=no -o=$folder/irstlm.arpa > /dev/null 2>&1
total() { compile-lm "$1" --eval="$2" -d=1 2> /dev/null | sed -n 's/.*Noov=0.*logPr=//p'; }
{
    printf 'query\t\t%s\n' "$(total "$work/ours.arpa" "$work/test")"
    printf 'own\t\t%s\n' "$(total $folder/irstlm.arpa "$work/parttest")"
    sed -n '/2-grams:/,/3-grams:/p' "$work/theirs.arpa" | awk -F '\t' 'NF == 3 && $2 !~ /<\/s>/ && ++n % 10 == 0 {print "backoff\t" $2 "\t" $3}'
} > $folder/irstlm.tsv
rm -r "$work"
