package org.pluspeer.node.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.disk.Disk;
import org.pluspeer.node.disk.DiskFullException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the journal's end after any kind of stop. It checks every record before it changes a single byte. */
final class Recovery {
    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private Recovery() {}

    static Writer open(Disk disk, Segments segments, Journal.Listener listener) throws IOException {
        List<Path> paths = segments.paths();
        if (paths.isEmpty()) {
            segments.makeReserve();
            Tail first = segments.promote(1);
            return new Writer(segments, first, 0, listener);
        }
        long next = 1;
        for (Path path : paths.subList(0, paths.size() - 1)) {
            next = check(segments.read(path), next).next();
        }
        Segments.Read last = segments.read(paths.getLast());
        return resume(disk, segments, last, check(last, next), listener);
    }

    private static Scan check(Segments.Read segment, long next) {
        if (segment.head().first() != next) {
            throw Segments.corrupt(
                    segment.path(), 0, "the records from " + next + " to before it are missing or do not check out");
        }
        Scan scan = segment.scan();
        if (scan.rest() == Scan.Rest.DAMAGED) {
            throw Segments.corrupt(
                    segment.path(),
                    scan.end(),
                    "record " + scan.next() + ", which was acknowledged, does not check out");
        }
        for (Format.Entry entry : scan.entries()) {
            if (!RecordKind.isKnown(entry.code())) {
                throw Segments.corrupt(
                        segment.path(), 0, "record " + entry.position() + " is of a kind not known: " + entry.code());
            }
        }
        return scan;
    }

    /**
     * What was read may still be only in the system's memory, so it is forced before anybody builds on it; what was
     * torn is erased, so that it can't be taken for a later record's neighbour.
     */
    private static Writer resume(Disk disk, Segments segments, Segments.Read last, Scan scan, Journal.Listener listener)
            throws IOException {
        Tail tail = last.tail(disk, scan.end());
        if (scan.rest() == Scan.Rest.TORN) {
            log.warn("The journal ends in a write that was cut short and never acknowledged; it is dropped");
            tail.eraseRest();
        }
        tail.force();
        Writer writer = new Writer(segments, tail, scan.next() - 1, listener);
        writer.mark();
        return writer;
    }

    static ProblemException failed(Path directory, IOException e) {
        return e instanceof DiskFullException
                ? new ProblemException(
                        Problem.Code.DISK_FULL, "There is no room for the journal in " + directory + ".", e)
                : new ProblemException(
                        Problem.Code.STORAGE_FAILED,
                        "The journal in " + directory + " cannot be opened: " + e.getMessage(),
                        e);
    }
}
