package org.separatrix.spark;

import org.apache.spark.broadcast.Broadcast;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellGuard;
import org.separatrix.lab.bench.CellResult;

import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

import java.io.Serializable;
import java.time.Duration;

/// Evaluates the only cell of a partition, on an executor.
final class CellFunction extends AbstractFunction1<Iterator<Cell>, CellResult>
        implements Serializable {

    private final Broadcast<SharedTask> shared;
    private final Duration limit;

    CellFunction(Broadcast<SharedTask> shared, Duration limit) {
        this.shared = shared;
        this.limit = limit;
    }

    @Override
    public CellResult apply(Iterator<Cell> cells) {
        return CellGuard.evaluate(shared.value().task(), cells.next(), limit);
    }
}
