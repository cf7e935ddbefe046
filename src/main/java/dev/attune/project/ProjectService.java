package dev.attune.project;

import dev.attune.shared.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Keeps the projects. Thread-safe. */
@Service
public class ProjectService {

    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 4000;
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})+");

    private final ProjectStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ProjectService(ProjectStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @throws ProblemException {@code InvalidName}, {@code InvalidDescription} or {@code InvalidLocale}
     */
    public Project create(String name, String description, String locale) {
        if (!LOCALE.matcher(locale).matches()) {
            throw new ProblemException(
                    "InvalidLocale", "\"" + locale + "\" is not a locale. Use a form such as en-US.");
        }
        Project project = new Project(
                ProjectId.random(),
                checkedName(name),
                checkedDescription(description),
                locale,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        store.insert(project);
        return project;
    }

    /** All projects, newest first. */
    public List<Project> list() {
        return store.list();
    }

    public Optional<Project> find(ProjectId id) {
        return store.find(id);
    }

    /**
     * Changes name and description.
     *
     * @throws ProblemException {@code InvalidName}, {@code InvalidDescription}, or {@code ProjectNotFound} if somebody deleted it meanwhile
     */
    public Project update(ProjectId id, String name, String description) {
        if (!store.update(id, checkedName(name), checkedDescription(description))) {
            throw new ProblemException("ProjectNotFound", "This project does not exist any more.");
        }
        return store.find(id).orElseThrow();
    }

    /** Deletes a project with everything in it; a missing one is fine. */
    public void delete(ProjectId id) {
        events.publishEvent(new ProjectDeleting(id));
        store.delete(id);
    }

    private static String checkedName(String name) {
        String trimmed = name.strip();
        if (trimmed.isEmpty() || trimmed.length() > MAX_NAME) {
            throw new ProblemException("InvalidName", "Give the project a name of 1 to " + MAX_NAME + " characters.");
        }
        return trimmed;
    }

    private static String checkedDescription(String description) {
        String trimmed = description.strip();
        if (trimmed.length() > MAX_DESCRIPTION) {
            throw new ProblemException(
                    "InvalidDescription",
                    "The description has " + trimmed.length() + " characters; keep it to " + MAX_DESCRIPTION + ".");
        }
        return trimmed;
    }
}
