package dev.attune.project;

/**
 * Published before a project and all rows that belong to it go. Features that keep files or jobs for a project end them now; their rows go
 * by themselves, because they refer to the project with {@code on delete cascade}.
 */
public record ProjectDeleting(ProjectId project) {}
