package dev.attune.evaluation.ui;

import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.EvaluationKind;
import dev.attune.evaluation.RobustnessService;
import dev.attune.evaluation.WhatIfService;
import dev.attune.job.JobService;
import dev.attune.ui.Section;
import org.springframework.stereotype.Component;

/** The parts of a test's page that go beyond what was measured: other settings and degraded sound. */
@Component
class TrialSections {

    private final WhatIfService whatIf;
    private final RobustnessService robustness;
    private final JobService jobs;

    TrialSections(WhatIfService whatIf, RobustnessService robustness, JobService jobs) {
        this.whatIf = whatIf;
        this.robustness = robustness;
        this.jobs = jobs;
    }

    /** Adds a tab each to a test of accuracy that has succeeded. */
    void addTo(ResultTabs tabs, Evaluation evaluation) {
        if (evaluation.kind() == EvaluationKind.ACCURACY) {
            tabs.addTab("What if", () -> whatIf(evaluation));
            tabs.addTab("Robustness", () -> robustness(evaluation));
        }
    }

    Section whatIf(Evaluation evaluation) {
        return new WhatIfPanel(whatIf, jobs, evaluation).section();
    }

    Section robustness(Evaluation evaluation) {
        return new RobustnessPanel(robustness, jobs, evaluation).section();
    }
}
