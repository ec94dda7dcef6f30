package org.separatrix.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says what a component of a configuration record means, for help texts, forms and documents.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Describe {

    /// The meaning, with the unit.
    String value();

    /// Smallest number allowed.
    double min() default Double.NEGATIVE_INFINITY;

    /// Largest number allowed.
    double max() default Double.POSITIVE_INFINITY;
}
