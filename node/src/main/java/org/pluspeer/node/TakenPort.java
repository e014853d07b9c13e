package org.pluspeer.node;

import io.netty.channel.unix.Errors.NativeIoException;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/** Tells a port that somebody else listens on, whatever the sockets are made of. */
public final class TakenPort {
    /** EADDRINUSE of Linux, as its native sockets say it. */
    private static final int IN_USE = -98;

    private TakenPort() {}

    /** Whether that is why an address could not be listened on. */
    public static boolean isCause(@Nullable Throwable cause) {
        return cause instanceof BindException
                || (cause instanceof NativeIoException told && told.expectedErr() == IN_USE);
    }
}
