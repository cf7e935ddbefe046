package dev.attune.evaluation.ui;

import dev.attune.evaluation.Evaluation;
import dev.attune.evaluation.RobustnessService;
import dev.attune.evaluation.WhatIfService;
import dev.attune.job.JobService;
import dev.attune.ui.Section;
import java.util.List;
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

    /** For a test that has succeeded. */
    List<Section> of(Evaluation evaluation) {
        return List.of(
                new WhatIfPanel(whatIf, jobs, evaluation).section(),
                new RobustnessPanel(robustness, jobs, evaluation).section());
    }
}
