package dev.attune.ui;

import java.util.List;
import java.util.UUID;

/** Tells the frame which projects there are; the project feature implements it. */
public interface ProjectDirectory {

    /** All projects, by name. */
    List<Entry> projects();

    /** One project in the switcher. */
    record Entry(UUID id, String name) {}
}
