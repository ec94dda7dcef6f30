/// Minimising a loss: optimisers, schedules, the training loop and its checkpoints.
@NullMarked
package org.separatrix.learn.training;

import org.jspecify.annotations.NullMarked;
