package dev.attune.ui;

/**
 * Addresses of the pages. A page links to another feature's page through these, so that no feature has to know the
 * page classes of another. Ids stand in the addresses as plain UUIDs.
 */
public final class Routes {

    public static final String PROJECTS = "";

    /** Name of the route parameter that carries a project's id. */
    public static final String PROJECT = "project";

    /** Name of the route parameter that carries the id of the thing a detail page shows. */
    public static final String ITEM = "item";

    public static final String DATA = "projects/:project/data";
    public static final String TRAINING = "projects/:project/training";
    public static final String TESTING = "projects/:project/testing";
    public static final String MODELS = "projects/:project/models";

    public static final String DATA_ITEM = DATA + "/:item";
    public static final String TRAINING_ITEM = TRAINING + "/:item";
    public static final String TESTING_ITEM = TESTING + "/:item";
    public static final String MODELS_ITEM = MODELS + "/:item";

    private Routes() {}

    /** The address of {@code route} inside one project, for instance of {@link #DATA}. */
    public static String of(String route, Object project) {
        return route.replace(":" + PROJECT, project.toString());
    }

    /** The address of a detail page, for instance of {@link #DATA_ITEM}. */
    public static String of(String route, Object project, Object item) {
        return of(route, project).replace(":" + ITEM, item.toString());
    }
}
