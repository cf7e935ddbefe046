package dev.attune.dataset.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.attune.dataset.DatasetId;
import dev.attune.dataset.DatasetService;
import dev.attune.dataset.DatasetUtterance;
import dev.attune.ui.AudioLinks;
import dev.attune.ui.Formats;
import dev.attune.ui.Pager;
import dev.attune.ui.Player;

/** The utterances of a data set, a page at a time, each with its player. */
class UtteranceList extends Div {

    private static final int PAGE_SIZE = 25;

    private final DatasetService datasets;
    private final AudioLinks links;
    private final DatasetId dataset;
    private final Div rows = new Div();
    private final Pager pager = new Pager(PAGE_SIZE, this::show);

    UtteranceList(DatasetService datasets, AudioLinks links, DatasetId dataset) {
        this.datasets = datasets;
        this.links = links;
        this.dataset = dataset;
        add(rows, pager);
        show(0);
    }

    private void show(int offset) {
        rows.removeAll();
        datasets.utterances(dataset, offset, PAGE_SIZE).forEach(utterance -> rows.add(row(utterance)));
        pager.show(offset, datasets.countUtterances(dataset));
    }

    private Component row(DatasetUtterance utterance) {
        Div id = new Div(utterance.id());
        id.setTitle(utterance.id());
        Div facts = new Div(Formats.count(utterance.sampleRateHz()) + " Hz"
                + (utterance.speaker() == null ? "" : " · " + utterance.speaker()));
        facts.addClassNames("quiet", "small");
        Div name = new Div(id, facts);
        name.addClassName("utterance-name");
        Player player = new Player(links.linkTo(utterance.audio()), utterance.id());
        player.setDurationSeconds(utterance.seconds());
        Div row = new Div(name, player, text(utterance));
        row.addClassName("utterance");
        return row;
    }

    private static Component text(DatasetUtterance utterance) {
        Div text = new Div(new Span(utterance.transcript()));
        text.addClassNames("utterance-text", "stack");
        if (!utterance.normalized().isEmpty() && !utterance.normalized().equals(utterance.transcript())) {
            Span normalized = new Span(utterance.normalized());
            normalized.addClassNames("quiet", "small");
            normalized.setTitle("As it is trained and scored");
            text.add(normalized);
        }
        return text;
    }
}
