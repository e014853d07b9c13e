package org.pluspeer.node.deal;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.deal.DealEvent;
import org.pluspeer.market.deal.DealRequest;
import org.pluspeer.market.deal.DealState;
import org.pluspeer.market.deal.DealTerms;
import org.pluspeer.market.deal.Placement;
import org.pluspeer.market.deal.Replica;
import org.pluspeer.market.deal.ReplicaCipher;
import org.pluspeer.market.deal.StorageTable;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.blob.PieceStream;
import org.pluspeer.node.chain.DealContract;
import org.pluspeer.node.content.Payments;
import org.pluspeer.node.deal.HolderLine.Holder;
import org.pluspeer.node.run.Errand;
import org.pluspeer.node.run.Errands;
import org.pluspeer.node.run.Turns.Story;
import org.pluspeer.node.run.Workshop;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;

/**
 * Sees to it that as many replicas stand as are wanted. After a missed epoch the provider is asked for a piece: if it
 * can't give it, or has lost its collateral, another provider gets a new replica, as long as the ceiling allows.
 */
final class Mending implements AutoCloseable {
    /** Seconds for which a provider that said no is not asked again for the same content. */
    private static final long SULK = 600;
    /** Seconds that a provider has to take the replica and we to open the deal. */
    private static final long TO_OPEN = 3 * 3600;

    private static final String RESTORED =
            "This came out of a backup: replicas that were paid for since it was made are not known"
                    + " here, and none is made anew before you say so (peer keep resume), or end it.";

    private final DealPorts ports;
    private final Sources sources;
    private final KeepBook book;
    private final PlacementDesk placements;
    private final EndingDesk ending;
    private final Workshop workshop;
    private final Errands<Want> errands;
    private final Map<Hash32, Integer> checkedAt = new ConcurrentHashMap<>();
    private final Set<Hash32> lost = ConcurrentHashMap.newKeySet();
    private final Map<Hash32, String> troubles = new ConcurrentHashMap<>();

    /**
     * That something is to be seen to. It is another wish once a replica was begun or an epoch missed.
     *
     * @param copies that were begun
     * @param missed epochs in all of them
     * @param ended whether its owner wants it no more
     */
    record Want(int copies, int missed, boolean ended) {}

    Mending(
            DealPorts ports,
            Sources sources,
            KeepBook book,
            PlacementDesk placements,
            EndingDesk ending,
            Workshop workshop) {
        this.ports = ports;
        this.sources = sources;
        this.book = book;
        this.placements = placements;
        this.ending = ending;
        this.workshop = workshop;
        this.errands = workshop.errands(this::mend);
    }

    /** Looks at one, after anything changed about it. */
    void look(Hash32 id) {
        book.keep(id).ifPresent(keep -> errands.want(id.hex(), isWell(keep) ? List.of() : List.of(want(keep))));
    }

    /** Its owner wants it otherwise: what was let rest because its time was over is seen to at once. */
    void lookAnew(Hash32 id) {
        look(id);
        errands.nudge(id.hex());
    }

    void lookAtAll() {
        book.keeps().forEach(keep -> look(keep.id()));
    }

    /** Why it is not as wanted; null where it is. */
    @Nullable
    String trouble(Hash32 id) {
        return book.isDoubted(id) ? RESTORED : troubles.get(id);
    }

    /** Replicas that stand, or are on their way. */
    int standing(KeepBook.Keep keep) {
        return (int)
                stories(keep).stream().filter(story -> stands(story.state())).count();
    }

    boolean isLost(Hash32 deal) {
        return lost.contains(deal);
    }

    /** What was paid and did not come back, with what bringing it back for a repair cost, and what is promised; base units. */
    Amount spent(KeepBook.Keep keep) {
        return stories(keep).stream()
                .map(story -> spent(story.state()))
                .reduce(ports.handover().payments().spent(keep.id()), Amount::plus);
    }

    private static Amount spent(Placement state) {
        Amount price = state.facts().terms().price();
        if (state.facts().chain().opened().isPresent()) {
            Amount back = state.facts().account().client();
            return back.isMoreThan(price) ? Amount.ZERO : price.minus(back);
        }
        return state.isOver() ? Amount.ZERO : price;
    }

    /**
     * Those who can give it back, from deals that run as long as there are any.
     *
     * @throws ProblemException NOT_FOUND where nobody keeps it
     */
    List<Holder> holders(KeepBook.Keep keep) {
        List<Placement> opened = stories(keep).stream()
                .map(Story::state)
                .filter(state -> state.facts().chain().opened().isPresent()
                        && !state.needsRepair()
                        && !lost.contains(state.facts().request().id()))
                .toList();
        List<Placement> running =
                opened.stream().filter(state -> !state.isOver()).toList();
        List<Holder> holders = (running.isEmpty() ? opened : running)
                .stream().flatMap(state -> holder(keep, state).stream()).toList();
        if (holders.isEmpty()) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "nobody keeps it now");
        }
        return holders;
    }

    /**
     * @param name under which what they are paid is counted, and has its ceiling
     * @throws ProblemException NOT_FOUND where nobody keeps it
     */
    InputStream retrieval(KeepBook.Keep keep, Hash32 name) {
        List<HolderLine> lines = holders(keep).stream()
                .map(holder -> new HolderLine(
                        ports.peers(), ports.handover().payments(), name, holder, HolderLine.Patience.STANDARD))
                .toList();
        int pieces = Math.toIntExact(Math.ceilDiv(keep.bytes(), (long) ReplicaCipher.CLEAR));
        return new PieceStream(new Retrieval(pieces, lines));
    }

    /** What was lost here is paid for out of what keeping it may cost. */
    private InputStream retrievalForRepair(KeepBook.Keep keep) {
        if (holders(keep).stream().anyMatch(holder -> !holder.rate().isFree())) {
            Amount left = keep.max().minusOrZero(spent(keep));
            Payments payments = ports.handover().payments();
            payments.allow(keep.id(), keep.token(), payments.spent(keep.id()).plus(left));
        }
        return retrieval(keep, keep.id());
    }

    private Optional<Holder> holder(KeepBook.Keep keep, Placement state) {
        return book.copy(state.facts().request().id())
                .map(copy ->
                        new Holder(copy, sources.cipher(keep, copy.provider(), copy.salt()), copy.rate(keep.token())));
    }

    List<Story<Placement, DealEvent>> stories(KeepBook.Keep keep) {
        return book.copiesOf(keep.id()).stream()
                .flatMap(copy -> placements.find(copy.deal()).stream())
                .toList();
    }

    private boolean stands(Placement state) {
        return !state.isOver()
                && !state.needsRepair()
                && !lost.contains(state.facts().request().id());
    }

    private boolean isUnchecked(Placement state) {
        Hash32 id = state.facts().request().id();
        return state instanceof Placement.Kept && state.missed() > checkedAt.getOrDefault(id, 0) && !lost.contains(id);
    }

    private boolean isWell(KeepBook.Keep keep) {
        if (keep.endedAt() != null) {
            return stories(keep).stream().map(Story::state).allMatch(EndingDesk::isLetGo);
        }
        if (book.isDoubted(keep.id())) {
            return true;
        }
        return standing(keep) >= keep.copies() && stories(keep).stream().noneMatch(story -> isUnchecked(story.state()));
    }

    private Want want(KeepBook.Keep keep) {
        int missed =
                stories(keep).stream().mapToInt(story -> story.state().missed()).sum();
        return new Want(book.copiesOf(keep.id()).size(), missed, keep.endedAt() != null);
    }

    private Errand.Outcome mend(Errand errand, Want want) {
        KeepBook.Keep keep = book.keep(Hash32.parse(errand.id())).orElseThrow();
        try {
            if (keep.endedAt() != null) {
                letGo(keep);
            } else {
                tend(keep);
            }
            troubles.remove(keep.id());
        } catch (ProblemException e) {
            troubles.put(keep.id(), e.problem().detail());
            throw e;
        }
        look(keep.id());
        boolean over = keep.endedAt() == null && ports.chain().head().time() >= keep.until();
        return over || isWell(keep) ? Errand.Outcome.IN_HAND : Errand.Outcome.AGAIN;
    }

    /** One that can't be reached keeps no other from being asked. */
    private void letGo(KeepBook.Keep keep) {
        ProblemException last = null;
        for (Story<Placement, DealEvent> story : stories(keep)) {
            try {
                ending.letGo(story.state());
            } catch (ProblemException e) {
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
    }

    private void tend(KeepBook.Keep keep) {
        stories(keep).stream().map(Story::state).filter(this::isUnchecked).forEach(state -> check(keep, state));
        if (standing(keep) < keep.copies()) {
            place(keep);
        }
    }

    /** Asks for a piece that the provider can't foresee. */
    private void check(KeepBook.Keep keep, Placement state) {
        Hash32 deal = state.facts().request().id();
        Holder holder = holder(keep, state).orElseThrow();
        try {
            int piece = workshop.random().nextInt(holder.cipher().pieces());
            HolderLine.sample(ports.peers(), holder, piece);
        } catch (ProblemException e) {
            lost.add(deal);
        }
        checkedAt.put(deal, state.missed());
    }

    private void place(KeepBook.Keep keep) {
        long now = ports.chain().head().time();
        long left = keep.until() - now;
        if (left <= 0) {
            return;
        }
        Choosing.Candidate chosen = choose(keep, left);
        if (!sources.isHere(keep)) {
            sources.restore(keep, retrievalForRepair(keep));
        }
        Address provider = chosen.offer().seller();
        KeepBook.Copy before = renewable(keep, provider);
        Hash32 salt = before == null ? random() : before.salt();
        ReplicaCipher cipher = sources.cipher(keep, provider, salt);
        Replica replica = sources.replica(keep, cipher);
        StorageTable table = chosen.offer().table();
        DealTerms terms = table.terms(
                new StorageTable.Parties(ports.account(), provider, replica),
                chosen.terms().epochs(),
                now + TO_OPEN,
                before == null ? Hash32.ZERO : before.deal(),
                random());
        DealRequest request =
                DealRequest.at(ports.chain().chainId(), DealContract.ADDRESS, terms, DealRequest.SHORT_HISTORY, 0);
        book.write(new KeepBook.Copy(
                keep.id(), request.id(), chosen.offer().listing(), provider, salt, table.retrievalPerGib()));
        placements.begin(request);
    }

    private Choosing.Candidate choose(KeepBook.Keep keep, long left) {
        Choosing.Wanted wanted = new Choosing.Wanted(
                ports.account(),
                keep.token(),
                ReplicaCipher.sizeOf(keep.bytes()),
                left,
                ports.chain().quote(keep.token(), keep.coinWorth()),
                without(keep),
                this::past);
        List<Choosing.Candidate> all = Choosing.candidates(ports.offers().all(), wanted);
        if (all.isEmpty()) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "nobody else that is known offers such storage");
        }
        Choosing.Candidate first = all.getFirst();
        var token = ports.chain().token(keep.token());
        if (!first.economic()) {
            throw new ProblemException(Problem.Code.UNECONOMIC, Choosing.sentence(first, token));
        }
        Amount after = spent(keep).plus(first.terms().price());
        if (after.isMoreThan(keep.max())) {
            throw new ProblemException(
                    Problem.Code.REFUSED_BY_POLICY,
                    "another replica would bring it to " + after.decimal(token.decimals()) + " " + token.symbol()
                            + ", more than the " + keep.max().decimal(token.decimals()) + " that you allow");
        }
        return first;
    }

    /** How a provider did in all deals with us. */
    Choosing.Past past(Address provider) {
        return placements.stories().stream()
                .map(Story::state)
                .filter(state -> state.other().equals(provider))
                .map(state -> new Choosing.Past(state.missed(), state.needsRepair() ? 1 : 0))
                .reduce(Choosing.Past.NONE, Choosing.Past::plus);
    }

    /** Those with whom a replica of some content stands, or is on its way. */
    Set<Address> keepers(Hash32 sha256) {
        return book.keeps().stream()
                .filter(keep -> keep.sha256().equals(sha256))
                .flatMap(keep -> stories(keep).stream())
                .map(Story::state)
                .filter(this::stands)
                .map(Placement::other)
                .collect(Collectors.toSet());
    }

    /** Those who keep it, those who failed it, and those who just said no. */
    private Set<Address> without(KeepBook.Keep keep) {
        Set<Address> without = new HashSet<>();
        if (Boolean.TRUE.equals(keep.apart())) {
            without.addAll(keepers(keep.sha256()));
        }
        for (Story<Placement, DealEvent> story : stories(keep)) {
            Placement state = story.state();
            boolean refused = state instanceof Placement.Declined || state instanceof Placement.Expired;
            boolean served = state instanceof Placement.Ended it && it.ended().how() == DealState.COMPLETED;
            boolean again = served || (refused && story.begunAt() + SULK < workshop.now());
            if (!again) {
                without.add(state.other());
            }
        }
        return without;
    }

    /** The newest deal with this provider if it went well to its end, and its replica can serve on. */
    private KeepBook.@Nullable Copy renewable(KeepBook.Keep keep, Address provider) {
        List<Story<Placement, DealEvent>> his = new ArrayList<>(stories(keep));
        his.removeIf(story -> !story.state().other().equals(provider));
        if (his.isEmpty()) {
            return null;
        }
        Placement last = his.getLast().state();
        boolean completed = last instanceof Placement.Ended it && it.ended().how() == DealState.COMPLETED;
        return completed ? book.copy(last.facts().request().id()).orElse(null) : null;
    }

    private Hash32 random() {
        byte[] bytes = new byte[Hash32.LENGTH];
        workshop.random().nextBytes(bytes);
        return Hash32.of(bytes);
    }

    @Override
    public void close() {
        errands.close();
    }
}
