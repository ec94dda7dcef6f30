package org.separatrix.studio;

import org.separatrix.lab.LabException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/// Where the studio listens and what it works with.
///
/// @param host name or address to listen on
/// @param port 0 for any that is free
/// @param token what a request must show; needed unless the host is this machine's loopback
/// @param runs folder of the runs, shared with the command line
/// @param jobs runs worked on at a time; others wait
public record StudioSettings(String host, int port, Optional<String> token, Path runs, int jobs) {

    private static final int SHORTEST_TOKEN = 16;

    public StudioSettings {
        if (port < 0 || port > 65_535) {
            throw new LabException("--port must lie between 0 and 65535, got " + port);
        }
        if (jobs < 1) {
            throw new LabException("--jobs must be at least 1, got " + jobs);
        }
        if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
            throw new LabException(
                    "--token must have at least %d characters".formatted(SHORTEST_TOKEN));
        }
        boolean own = loopback(host);
        if (token.isEmpty() && !own) {
            throw new LabException(
                    "--host %s can be reached by others; give --token too, a secret that they must show"
                            .formatted(host));
        }
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new LabException("--host %s is no address of this machine".formatted(host), e);
        }
    }
}
