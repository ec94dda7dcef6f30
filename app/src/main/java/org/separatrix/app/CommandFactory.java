package org.separatrix.app;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

import java.lang.reflect.InvocationTargetException;

/// Makes commands: those whose constructor takes the program get it.
final class CommandFactory implements IFactory {

    private final Main main;

    CommandFactory(Main main) {
        this.main = main;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            return type.getDeclaredConstructor(Main.class).newInstance(main);
        } catch (NoSuchMethodException e) {
            return CommandLine.defaultFactory().create(type);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
