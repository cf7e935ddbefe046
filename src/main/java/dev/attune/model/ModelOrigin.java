package dev.attune.model;

import dev.attune.project.ProjectId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a project's own model belongs.
 *
 * @param parent id of the model it started from, null if unknown
 * @param training the training that made it; null if that is gone, or if the model came from elsewhere
 */
public record ModelOrigin(ProjectId project, @Nullable String parent, @Nullable UUID training) {}
