package org.separatrix.lab;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// The registry of tools: every [Tool] on the class path, by name.
public final class Tools {

    private Tools() {}

    /// All tools, in the order of their names.
    public static List<Tool<?>> all() {
        List<Tool<?>> found =
                ServiceLoader.load(Tool.class).stream()
                        .<Tool<?>>map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparing(Tool::name))
                        .toList();
        return found;
    }

    /// The tool with this name.
    public static Optional<Tool<?>> named(String name) {
        return all().stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
