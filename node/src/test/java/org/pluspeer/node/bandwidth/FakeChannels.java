package org.pluspeer.node.bandwidth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pluspeer.market.channel.Voucher;
import org.pluspeer.market.wire.ChannelStanding;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.channel.Postpaid;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;

/** Channels without a chain: what is opened or raised is there when the test says so. */
final class FakeChannels implements Postpaid {
    private static final Signature SIGNATURE = Signature.of(signature());

    final Map<Hash32, Purse> purses = new HashMap<>();
    final List<Amount> signed = new ArrayList<>();
    final List<Hash32> released = new ArrayList<>();
    Optional<Amount> openingCost = Optional.empty();
    boolean diskFails;
    /** What is wanted of the chain is there at once. */
    boolean instant;

    /** One channel. */
    static final class Purse {
        final Address payee;
        Stage stage = Stage.WAITING;
        Amount deposited = Amount.ZERO;
        Amount wanted;
        Amount received = Amount.ZERO;
        Amount lost = Amount.ZERO;
        int raises;
        int refusals;

        Purse(Address payee, Amount wanted) {
            this.payee = payee;
            this.wanted = wanted;
        }

        /** The chain has taken all that was wanted. */
        void settle() {
            stage = Stage.READY;
            deposited = wanted;
        }

        void refuse() {
            wanted = deposited;
            refusals++;
        }
    }

    private final Map<Hash32, Amount> spent = new HashMap<>();

    private static byte[] signature() {
        byte[] bytes = new byte[Signature.LENGTH];
        bytes[31] = 1;
        bytes[63] = 1;
        bytes[64] = 27;
        return bytes;
    }

    static Hash32 id(Address payee) {
        byte[] bytes = new byte[Hash32.LENGTH];
        System.arraycopy(payee.bytes(), 0, bytes, 0, Address.LENGTH);
        return Hash32.of(bytes);
    }

    synchronized Purse purse(Hash32 id) {
        Purse purse = purses.get(id);
        if (purse == null) {
            throw new ProblemException(Problem.Code.NOT_FOUND, "there is no channel " + id);
        }
        return purse;
    }

    @Override
    public synchronized boolean contains(Hash32 id) {
        return purses.containsKey(id);
    }

    @Override
    public synchronized @Nullable Hash32 find(Address payee, Address token) {
        Purse purse = purses.get(id(payee));
        return purse == null || purse.stage == Stage.OVER ? null : id(payee);
    }

    @Override
    public synchronized Hash32 open(Address payee, Address token, Amount deposit) {
        Purse purse = new Purse(payee, deposit);
        purses.put(id(payee), purse);
        if (instant) {
            purse.settle();
        }
        return id(payee);
    }

    @Override
    public synchronized Optional<Amount> openingCost(Address token) {
        return openingCost;
    }

    @Override
    public synchronized Stage stage(Hash32 id) {
        return purse(id).stage;
    }

    @Override
    public synchronized Amount free(Hash32 id) {
        return purse(id).deposited.minusOrZero(purse(id).received);
    }

    @Override
    public synchronized Amount freeSoon(Hash32 id) {
        // The chain has nothing yet of one that is being opened, and nothing more is wanted of it.
        return purse(id).stage == Stage.WAITING ? Amount.ZERO : purse(id).wanted.minusOrZero(purse(id).received);
    }

    @Override
    public synchronized Amount received(Hash32 id) {
        return purse(id).received;
    }

    @Override
    public synchronized Amount spent(Hash32 name) {
        return spent.getOrDefault(name, Amount.ZERO);
    }

    @Override
    public synchronized Amount lost(Hash32 id) {
        return purse(id).lost;
    }

    @Override
    public synchronized int refusals(Hash32 id) {
        return purse(id).refusals;
    }

    @Override
    public synchronized void raise(Hash32 id, Amount free) {
        Purse purse = purse(id);
        if (purse.stage != Stage.READY) {
            throw new ProblemException(Problem.Code.CONFLICT, "the channel is not open");
        }
        if (purse.wanted.equals(purse.deposited)) {
            purse.wanted = purse.received.plus(free);
            purse.raises++;
            if (instant) {
                purse.settle();
            }
        }
    }

    @Override
    public synchronized void pay(Hash32 id, Amount amount, Hash32 name) {
        if (diskFails) {
            throw new ProblemException(Problem.Code.DISK_FULL, "there is no room");
        }
        Purse purse = purse(id);
        purse.received = purse.received.plus(amount);
        signed.add(purse.received);
        spent.merge(name, amount, Amount::plus);
    }

    @Override
    public synchronized void payLost(Hash32 id, Amount amount, Hash32 name) {
        pay(id, amount, name);
        purse(id).lost = purse(id).lost.plus(amount);
    }

    @Override
    public synchronized @Nullable Voucher newest(Hash32 id) {
        Amount owed = purse(id).received;
        return owed.isZero() ? null : new Voucher(owed, SIGNATURE);
    }

    @Override
    public synchronized void heard(Hash32 id, ChannelStanding standing) {}

    @Override
    public synchronized void use(Hash32 id) {}

    @Override
    public synchronized void release(Hash32 id) {
        released.add(id);
    }
}
