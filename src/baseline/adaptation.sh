#!/bin/sh
# Measures what recordings bring to a baseline, and what it forgets: trains on a part of a folder of recordings, evaluates baseline and model on the
# speakers (or, where speakers are unknown, files) kept aside, and on other speech.
#
#   src/baseline/adaptation.sh JAR BASELINE SPEECH WORK SET
#
# JAR       target/attune.jar
# BASELINE  a model's name or package
# SPEECH    folder with the folders of recordings (see src/docs/baselines.md)
# WORK      folder for what it makes; what is there already is not made again
# SET       coffee | noisy | digits | accent15 | accent60
set -eu
jar=$1 baseline=$2 speech=$3 work=$4 set=$5
mkdir -p "$work/$set"

# part FOLDER FILES NAME: a folder with the recordings whose names are in FILES
part() {
    rm -rf "$work/$set/$3"
    mkdir -p "$work/$set/$3/audio"
    awk -F '\t' 'NR == FNR { wanted[$1] = 1; next } $1 in wanted' "$2" "$1/transcripts.tsv" > "$work/$set/$3/transcripts.tsv"
    if [ -e "$1/speakers.tsv" ]; then
        cp "$1/speakers.tsv" "$work/$set/$3/speakers.tsv"
    fi
    cut -f 1 "$work/$set/$3/transcripts.tsv" | while read -r file; do
        ln -s "$(cd "$1/audio" && pwd)/$file" "$work/$set/$3/audio/$file"
    done
}

# noisy FOLDER SEED: pink noise as loud as the speech with its pauses, over each of its recordings, for each another stretch
noisy() {
    seed=$2
    for file in "$1"/audio/*.flac; do
        seed=$((seed + 1))
        ffmpeg -v error -y -f lavfi -i "anoisesrc=color=pink:seed=$seed:duration=30:sample_rate=16000" "$work/$set/noise.wav" < /dev/null
        gain=$(echo "$(loudness "$file") $(loudness "$work/$set/noise.wav")" | awk '{ print $1 - $2 }')
        # Quieter, so that the sum does not clip.
        ffmpeg -v error -y -i "$file" -i "$work/$set/noise.wav" -filter_complex \
            "[1]volume=${gain}dB[n];[0][n]amix=duration=first:normalize=0,volume=0.3" "$work/$set/mixed.flac" < /dev/null
        mv "$work/$set/mixed.flac" "$file"
    done
}

# loudness FILE: root mean square in dB of full scale
loudness() {
    ffmpeg -i "$1" -af volumedetect -f null - 2>&1 < /dev/null | sed -n 's/.*mean_volume: \(.*\) dB/\1/p'
}

case $set in
coffee) # speakers are unknown: every fourth file of the sorted list is kept aside
    folder=$speech/coffee-orders-train
    cut -f 1 "$folder/transcripts.tsv" | sort | awk 'NR % 4 == 0' > "$work/$set/aside.txt"
    cut -f 1 "$folder/transcripts.tsv" | sort | awk 'NR % 4 != 0' > "$work/$set/learn.txt"
    ;;
noisy) # the same recordings kept aside, and a quarter of the others, some 3 minutes
    folder=$speech/coffee-orders-train
    cut -f 1 "$folder/transcripts.tsv" | sort | awk 'NR % 4 == 0' > "$work/$set/aside.txt"
    cut -f 1 "$folder/transcripts.tsv" | sort | awk 'NR % 4 != 0' | awk 'NR % 4 == 1' > "$work/$set/learn.txt"
    ;;
digits) # 8 kHz; the fourth speaker is kept aside
    folder=$speech/fsdd-digits-train
    awk -F '\t' '$2 == "theo" { print $1 }' "$folder/speakers.tsv" > "$work/$set/aside.txt"
    awk -F '\t' 'NR > 1 && $2 != "theo" { print $1 }' "$folder/speakers.tsv" > "$work/$set/learn.txt"
    ;;
accent15 | accent60) # every fifth speaker is kept aside; 15 minutes are the first recordings of all others in turn
    folder=$speech/speechocean762-train
    minutes=${set#accent}
    tail -n +2 "$folder/speakers.tsv" | sort -t "$(printf '\t')" -k 2,2 -k 1,1 |
        awk -F '\t' -v minutes="$minutes" -v aside="$work/$set/aside.txt" -v learn="$work/$set/learn.txt" '
            $2 != speaker { speaker = $2; speakers++; turn = 0 }
            { turn++ }
            speakers % 5 == 0 { print $1 > aside; next }
            { line[++lines] = turn "\t" $1 "\t" $5 }
            END {
                for (t = 1; t <= 20; t++)
                    for (i = 1; i <= lines; i++) {
                        split(line[i], field, "\t")
                        if (field[1] == t && seconds < 60 * minutes) { print field[2] > learn; seconds += field[3] }
                    }
            }'
    ;;
*)
    echo "SET must be coffee, noisy, digits, accent15 or accent60; got $set" >&2
    exit 2
    ;;
esac
part "$folder" "$work/$set/learn.txt" learn
part "$folder" "$work/$set/aside.txt" aside
if [ "$set" = noisy ]; then
    noisy "$work/$set/learn" 0
    noisy "$work/$set/aside" 1000
fi
if [ ! -e "$work/$set/model.zip" ]; then
    java -jar "$jar" train --baseline "$baseline" --audio "$work/$set/learn" --name "$set" --seed 1 --output "$work/$set/model.zip"
fi
for data in "$work/$set/aside" "$speech/librispeech-other-train" "$speech/ljspeech-subset"; do
    echo "$data"
    java -jar "$jar" evaluate --model "$baseline" --model "$work/$set/model.zip" --data "$data"
done
