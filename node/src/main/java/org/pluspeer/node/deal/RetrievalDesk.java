package org.pluspeer.node.deal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.content.Sha256;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.blob.Download;
import org.pluspeer.node.content.Payments;
import org.pluspeer.node.deal.HolderLine.Holder;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Bytes;
import org.pluspeer.wallet.eth.Hash32;

/** Brings content back for its owner, within what the owner agreed to pay for that; each at most once at a time. */
public final class RetrievalDesk {
    /** A caller is told how far it is after that long; it asks again. */
    private static final Duration TELL = Duration.ofSeconds(45);

    private static final byte[] NAME = "retrieval".getBytes(StandardCharsets.US_ASCII);

    private final DealPorts ports;
    private final Sources sources;
    private final KeepBook book;
    private final Mending mending;
    private final Executor threads;
    private final Map<Hash32, Job> jobs = new ConcurrentHashMap<>();

    /** One that is under way. */
    private static final class Job {
        final CompletableFuture<Download.Placed> placed = new CompletableFuture<>();
        volatile long came;
    }

    RetrievalDesk(DealPorts ports, Sources sources, KeepBook book, Mending mending, Executor threads) {
        this.ports = ports;
        this.sources = sources;
        this.book = book;
        this.mending = mending;
        this.threads = threads;
    }

    /** What the owner pays for getting it back is counted apart from what keeping it costs. */
    static Hash32 name(Hash32 keep) {
        return Sha256.hash(Bytes.concat(NAME, keep.bytes()));
    }

    /**
     * What it would cost now.
     *
     * @throws ProblemException NOT_FOUND where nothing is kept under that, or nobody keeps it
     */
    public RetrievalView plan(String id) {
        KeepBook.Keep keep = book.require(id);
        List<RetrievalView.Choice> choices = mending.holders(keep).stream()
                .map(holder -> new RetrievalView.Choice(
                        holder.copy().provider(), holder.rate().perGib(), price(holder)))
                .sorted(Comparator.comparing(choice -> choice.price().units()))
                .toList();
        int charging = (int) choices.stream().filter(it -> !it.price().isZero()).count();
        boolean paying = !choices.getFirst().price().isZero();
        long gas = paying ? ports.handover().payments().gas(charging) : 0;
        return new RetrievalView(
                keep.id(),
                ReplicaCipher.sizeOf(keep.bytes()),
                ports.chain().token(keep.token()),
                choices.getFirst().price(),
                choices.getLast().price(),
                gas == 0 ? Amount.ZERO : ports.chain().quote(Address.ZERO, null).of(gas),
                choices);
    }

    private static Amount price(Holder holder) {
        return holder.rate().inRequests(holder.cipher().size());
    }

    /**
     * Brings it back and puts it among the downloads, or tells how far that is. The same again goes on with it.
     *
     * @param max base units that may be paid for it from now on; null for nothing
     * @throws ProblemException NOT_FOUND where nobody keeps it, REFUSED_BY_POLICY where all of them ask for more,
     *     PEER_UNREACHABLE where nobody gives it, PEER_CHEATED, DISK_FULL
     */
    public RetrievalView.Progress fetch(String id, @Nullable Amount max) {
        KeepBook.Keep keep = book.require(id);
        Job job = jobs.get(keep.id());
        if (job == null) {
            requireAgreed(keep, max == null ? Amount.ZERO : max);
            Job mine = new Job();
            Job other = jobs.putIfAbsent(keep.id(), mine);
            job = other == null ? mine : other;
            if (other == null) {
                Amount most = max == null ? Amount.ZERO : max;
                threads.execute(() -> run(keep, mine, most));
            }
        }
        return await(keep, job);
    }

    private void requireAgreed(KeepBook.Keep keep, Amount max) {
        RetrievalView plan = plan(keep.id().hex());
        if (plan.price().isMoreThan(max)) {
            TokenView token = plan.token();
            throw new ProblemException(
                    Problem.Code.REFUSED_BY_POLICY,
                    "bringing it back costs " + plan.price().decimal(token.decimals()) + " " + token.symbol()
                            + ", more than the " + max.decimal(token.decimals()) + " that you allow");
        }
    }

    private RetrievalView.Progress await(KeepBook.Keep keep, Job job) {
        try {
            return view(keep, job, job.placed.get(TELL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return view(keep, job, null);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException problem
                    ? problem
                    : new ProblemException(Problem.Code.INTERNAL, "it was not brought back", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.Code.STOPPING, "the node is stopping", e);
        }
    }

    private RetrievalView.Progress view(KeepBook.Keep keep, Job job, Download.@Nullable Placed placed) {
        return new RetrievalView.Progress(
                placed == null ? "coming" : "here",
                keep.name(),
                keep.sha256(),
                keep.size(),
                placed == null ? job.came : placed.size(),
                ports.handover().payments().spent(name(keep.id())),
                placed == null ? null : placed.path().toString());
    }

    private void run(KeepBook.Keep keep, Job job, Amount max) {
        try {
            Payments payments = ports.handover().payments();
            Hash32 name = name(keep.id());
            if (!max.isZero()) {
                payments.allow(name, keep.token(), payments.spent(name).plus(max));
            }
            Download.Placed placed = bring(keep, job, name);
            jobs.remove(keep.id());
            job.placed.complete(placed);
        } catch (ProblemException e) {
            jobs.remove(keep.id());
            job.placed.completeExceptionally(e);
        } catch (RuntimeException e) {
            jobs.remove(keep.id());
            job.placed.completeExceptionally(new ProblemException(Problem.Code.INTERNAL, "it was not brought back", e));
        }
    }

    private Download.Placed bring(KeepBook.Keep keep, Job job, Hash32 name) {
        try (InputStream clear = sources.clear(keep, mending.retrieval(keep, name));
                Download download = sources.blobs().download(keep.size())) {
            long came = 0;
            for (byte[] part = clear.readNBytes(ReplicaCipher.CLEAR);
                    part.length > 0;
                    part = clear.readNBytes(ReplicaCipher.CLEAR)) {
                download.write(part);
                came += part.length;
                job.came = came;
            }
            Download.Placed placed = download.promote(keep.name());
            if (!placed.sha256().equals(keep.sha256())) {
                throw new ProblemException(Problem.Code.PEER_CHEATED, "what came back is not what was kept");
            }
            return placed;
        } catch (IOException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new ProblemException(Problem.Code.PEER_UNREACHABLE, String.valueOf(e.getMessage()), e);
        }
    }
}
