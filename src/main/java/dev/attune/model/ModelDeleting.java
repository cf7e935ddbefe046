package dev.attune.model;

import dev.attune.project.ProjectId;

/**
 * Published before a model of a project is deleted by itself. A listener that still needs the model throws a
 * {@link dev.attune.shared.ProblemException} that says why, and the model stays. Not published when the whole project goes.
 *
 * @param model id of the model
 */
public record ModelDeleting(ProjectId project, String model) {}
