package org.separatrix.studio;

import io.helidon.http.Status;

/// A request that cannot be answered, and why.
final class StudioException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Status status;

    StudioException(Status status, String message) {
        super(message);
        this.status = status;
    }

    static StudioException notFound(String message) {
        return new StudioException(Status.NOT_FOUND_404, message);
    }

    static StudioException bad(String message) {
        return new StudioException(Status.BAD_REQUEST_400, message);
    }

    static StudioException busy(String message) {
        return new StudioException(Status.SERVICE_UNAVAILABLE_503, message);
    }

    Status status() {
        return status;
    }
}
