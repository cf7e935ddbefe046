package dev.attune.project;

import java.time.Instant;

/**
 * A project.
 *
 * @param name 1 to 200 characters
 * @param description may be empty
 * @param locale such as {@code en-US}; never changes
 */
public record Project(ProjectId id, String name, String description, String locale, Instant created) {}
