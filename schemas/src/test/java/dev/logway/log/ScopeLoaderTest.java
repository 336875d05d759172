package dev.logway.log;

import static dev.logway.testkit.Resources.group;
import static dev.logway.testkit.Resources.route;
import static dev.logway.testkit.Resources.upstream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.image.Digest;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Descriptor;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.Node;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Upstream;
import dev.logway.domain.resource.UpstreamSpec;
import dev.logway.testkit.Commands;
import dev.logway.testkit.CompactedTopic;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Publications;
import dev.logway.testkit.TopicTail;
import dev.logway.wire.ConfigCodec;
import dev.logway.wire.Keys;
import dev.logway.wire.Seal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeLoaderTest {
    private static final ScopeImage EMPTY = ScopeImage.empty(Commands.SCOPE);
    private static final byte[] GARBAGE = {1, 2, 3};

    private final ConfigLog log = new ConfigLog(Commands.SCOPE);
    private final CompactedTopic topic = log.topic();
    private final Publications publications = new Publications();
    private final TopicTail tail = new TopicTail(topic, new ScopeLoader(EMPTY, publications), 0);
    private final ScopeLoader loader = tail.loader();

    @Test
    void theFirstDeltaCarriesTheWholeState() {
        log.submit(Commands.put(group("default"), upstream("u1")));
        log.submit(Commands.put(route("r1", "u1")));
        tail.drain();

        assertEquals(List.of(2L), publications.revisions());
        Loaded loaded = publications.last();
        assertEquals(log.image(), loaded.image());
        assertEquals(log.image().asDelta(), loaded.delta());
        assertEquals(
                new Seal(
                        2,
                        log.image().digest(),
                        loaded.seal().commandId(),
                        loaded.seal().at()),
                loaded.seal());
        assertEquals(TopicTail.at(topic.end()), loaded.position());
    }

    @Test
    void nothingIsPublishedBeforeTheEndIsReachedOnce() {
        log.submit(Commands.put(group("default")));
        log.submit(Commands.put(upstream("u1")));
        tail.poll(3);

        assertFalse(loader.isCaughtUp());
        assertEquals(List.of(), publications.revisions());
    }

    @Test
    void ofTheRevisionsThatComeTogetherTheNewestIsPublished() {
        log.submit(Commands.put(group("default")));
        tail.drain();
        log.submit(Commands.put(upstream("u1")));
        tail.drain();
        log.submit(Commands.put(upstream("u2")));
        log.submit(Commands.put(route("r1", "u1")));
        tail.drain();

        assertEquals(List.of(1L, 2L, 4L), publications.revisions());
        assertEquals(List.of(Upstream.key("u2"), Route.key("r1")), changed(publications.last()));
    }

    @Test
    void anEmptyTopicIsNoFault() {
        tail.drain();

        assertTrue(loader.isCaughtUp());
        assertEquals(List.of(), loader.faults());
        assertEquals(EMPTY, loader.published());
    }

    @Test
    void aTornPrefixIsNotPublishedBeforeItMatches() {
        log.submit(Commands.put(group("default")));
        tail.drain();
        log.submit(Commands.put(upstream("u1"), route("r1", "u1")));
        log.submit(Commands.put(upstream("u2")));
        long torn = topic.end();
        log.submit(Commands.put(new Upstream("u1", Descriptor.NONE, UpstreamSpec.of(new Node("b", 1, 1)))));
        topic.compact(torn + 1); // takes u1's first record; the seal of revision 3 stays

        tail.poll(3); // r1, u2 and the seal of revision 3

        assertEquals(List.of(1L), publications.revisions());
        assertFalse(loader.isDamaged(), "before the end a mismatch means nothing");
        assertEquals(List.of(), loader.faults());

        tail.drain();

        assertEquals(List.of(1L, 4L), publications.revisions());
        assertEquals(log.image(), publications.last().image());
    }

    @Test
    void aMismatchAtTheEndIsAFaultAndTheLastGoodStays() {
        log.submit(Commands.put(group("default")));
        tail.drain();
        ScopeImage good = loader.published();
        seal(2, new Digest(1, 2, 3, 4));
        tail.drain();

        assertTrue(loader.isDamaged());
        assertEquals(
                List.of("group/default: the digest differs at revision 2 (expected " + new Digest(1, 2, 3, 4)
                        + ", folded " + good.digest() + ")"),
                loader.faults());
        assertSame(good, loader.published());
    }

    @Test
    void aFaultIsHealedByTheNextRevisionThatMatches() {
        log.submit(Commands.put(group("default")));
        seal(1, new Digest(1, 2, 3, 4));
        tail.drain();
        assertEquals(1, loader.faults().size());
        log.submit(Commands.put(upstream("u1")));
        tail.drain();

        assertFalse(loader.isDamaged());
        assertEquals(List.of(), loader.faults());
        assertEquals(log.image(), loader.published());
    }

    @Test
    void anUndecodableRecordIsAFaultAndTheLastGoodStays() {
        log.submit(Commands.put(group("default"), upstream("u1")));
        tail.drain();
        ScopeImage good = loader.published();
        long offset = topic.append(Keys.of(Upstream.key("u1")), GARBAGE);
        tail.drain();

        assertSame(good, loader.published());
        assertEquals(
                List.of("upstreams/u1 at offset " + offset
                        + " cannot be decoded: ConfigRecord: no Avro single-object value"),
                loader.faults());
    }

    @Test
    void anUndecodableRecordInsteadOfAChangeHoldsTheRevisionBack() {
        log.submit(Commands.put(group("default"), upstream("u1")));
        tail.drain();
        ScopeImage good = loader.published();
        var other = new ConfigLog(Commands.SCOPE);
        other.submit(Commands.put(group("default"), upstream("u1")));
        other.submit(Commands.put(upstream("u2")));
        topic.append(Keys.of(Upstream.key("u2")), GARBAGE); // what should have been the change
        seal(2, other.image().digest());
        tail.drain();

        assertSame(good, loader.published());
        assertTrue(loader.isDamaged());
        assertEquals(2, loader.faults().size());
    }

    @Test
    void anUndecodableRecordIsHealedByTheNextGoodOneOfItsKeyAndItsSeal() {
        log.submit(Commands.put(group("default"), upstream("u1")));
        topic.append(Keys.of(Upstream.key("u1")), GARBAGE);
        tail.drain();
        assertEquals(1, loader.faults().size());
        log.submit(Commands.put(new Upstream("u1", Descriptor.NONE, UpstreamSpec.of(new Node("b", 1, 1)))));
        tail.drain();

        assertEquals(List.of(), loader.faults());
        assertEquals(log.image(), loader.published());
    }

    @Test
    void garbageUnderAForeignKeyIsReportedAndStopsNothing() {
        log.submit(Commands.put(group("default")));
        topic.append("a\nb".getBytes(UTF_8), GARBAGE);
        log.submit(Commands.put(upstream("u1")));
        tail.drain();

        assertEquals(log.image(), loader.published());
        assertEquals(1, loader.faults().size());
        assertTrue(loader.faults().getFirst().startsWith("a\\u000ab at offset "), loader.faults()::getFirst);
    }

    @Test
    void garbageUnderAForeignKeyIsHealedByItsTombstone() {
        log.submit(Commands.put(group("default")));
        topic.append("nobody".getBytes(UTF_8), GARBAGE);
        topic.append("nobody".getBytes(UTF_8), null);
        tail.drain();

        assertEquals(List.of(), loader.faults());
    }

    @Test
    void aTombstoneOfTheSealIsReported() {
        log.submit(Commands.put(group("default")));
        topic.append(Keys.seal(), null);
        tail.drain();

        assertEquals(1, loader.faults().size());
        assertEquals(log.image(), loader.published());
    }

    @Test
    void recordsThatNoSealFollowsAreReportedAndNotServed() {
        log.submit(Commands.put(group("default")));
        topic.append(Keys.of(Upstream.key("u1")), null);
        tail.drain();

        assertEquals(log.image(), loader.published());
        assertEquals(List.of("group/default: no seal follows upstreams/u1"), loader.faults());

        log.submit(Commands.put(upstream("u2")));
        tail.drain();

        assertEquals(List.of(), loader.faults());
        assertEquals(log.image(), loader.published());
    }

    @Test
    void aPublisherThatThrowsGetsBothChangesNext() {
        var some = new Publications(loaded -> loaded.image().revision() == 2);
        var follower = new TopicTail(topic, new ScopeLoader(EMPTY, some), 0);
        log.submit(Commands.put(group("default")));
        follower.drain();
        log.submit(Commands.put(upstream("u1")));
        follower.drain();

        assertEquals(
                List.of(
                        "group/default: revision 2 cannot be served: java.lang.IllegalStateException: refused revision 2"),
                follower.loader().faults());
        assertEquals(log.image(1), follower.loader().published());
        assertFalse(follower.loader().isDamaged());

        log.submit(Commands.put(upstream("u2")));
        follower.drain();

        assertEquals(List.of(1L, 3L), some.revisions());
        assertEquals(1, some.last().delta().from());
        assertEquals(List.of(Upstream.key("u1"), Upstream.key("u2")), changed(some.last()));
        assertEquals(List.of(), follower.loader().faults());
    }

    @Test
    void anImageThatWasRefusedIsOfferedAgainAtTheEndOfTheLog() {
        var refusing = new boolean[] {true};
        var some = new Publications(_ -> refusing[0]);
        var follower = new TopicTail(topic, new ScopeLoader(EMPTY, some), 0);
        log.submit(Commands.put(group("default")));
        follower.drain();
        refusing[0] = false;
        follower.drain();

        assertEquals(List.of(1L), some.revisions());
        assertEquals(List.of(), follower.loader().faults());
    }

    @Test
    void anImageThatIsRefusedOverAndOverIsOfferedMoreAndMoreSeldom() {
        int[] offers = {0};
        var follower = new TopicTail(
                topic,
                new ScopeLoader(EMPTY, _ -> {
                    offers[0]++;
                    throw new IllegalStateException("refused");
                }),
                0);
        log.submit(Commands.put(group("default")));
        for (int poll = 0; poll < 500; poll++) {
            follower.drain();
        }

        assertTrue(offers[0] > 5 && offers[0] < 20, () -> offers[0] + " offers");
    }

    @Test
    void aDamagedTailLeavesTheNewestRevisionThatMatches() {
        log.submit(Commands.put(group("default")));
        log.submit(Commands.put(upstream("u1")));
        log.submit(Commands.put(route("r1", "u1")));
        topic.append(Keys.of(Upstream.key("u1")), null);
        seal(4, new Digest(1, 2, 3, 4));
        tail.drain();

        assertEquals(List.of(3L), publications.revisions());
        assertEquals(log.image(), loader.published());
        assertTrue(loader.isDamaged());

        log.submit(Commands.put(new Upstream("u1", Descriptor.NONE, UpstreamSpec.of(new Node("b", 1, 1)))));
        tail.drain();

        assertEquals(List.of(), loader.faults());
        assertEquals(log.image(), loader.published());
    }

    @Test
    void aStrangersSealOfAFarRevisionIsLeftBehind() {
        log.submit(Commands.put(group("default")));
        seal(1_000_000, new Digest(1, 2, 3, 4));
        tail.drain();
        assertTrue(loader.isDamaged());
        log.submit(Commands.put(upstream("u1")));
        tail.drain();

        assertEquals(List.of(), loader.faults());
        assertEquals(log.image(), loader.published());
    }

    @Test
    void rebuildingPublishesNothingWhenNothingDiffers() {
        log.submit(Commands.put(group("default"), upstream("u1")));
        tail.drain();
        var rebuilt = new TopicTail(topic, ScopeLoader.rebuilding(loader.published(), publications), 0);
        rebuilt.drain();

        assertEquals(List.of(1L), publications.revisions());
        assertEquals(List.of(), rebuilt.loader().faults());
    }

    @Test
    void rebuildingPublishesTheDifferenceOnly() {
        log.submit(Commands.put(group("default"), upstream("u1"), upstream("u2"), route("r1", "u1")));
        tail.drain();
        log.submit(Commands.delete(Route.key("r1")));
        log.submit(Commands.put(route("r2", "u2")));
        log.submit(Commands.put(new Upstream("u2", Descriptor.NONE, UpstreamSpec.of(new Node("b", 1, 1)))));
        var rebuilt = new TopicTail(topic, ScopeLoader.rebuilding(loader.published(), publications), 0);
        rebuilt.drain();

        assertEquals(1, publications.last().delta().from());
        assertEquals(List.of(Upstream.key("u2"), Route.key("r1"), Route.key("r2")), changed(publications.last()));
        assertEquals(log.image(), loader.published().apply(publications.last().delta()));
    }

    @Test
    void rebuildingFromATopicThatEndsEarlierIsAFault() {
        log.submit(Commands.put(group("default")));
        var younger = new ConfigLog(Commands.SCOPE);
        younger.submit(Commands.put(group("default")));
        younger.submit(Commands.put(upstream("u1")));

        var rebuilt = new TopicTail(topic, ScopeLoader.rebuilding(younger.image(), publications), 0);
        rebuilt.drain();

        assertEquals(
                List.of("group/default: the topic ends at revision 1, before the served 2"),
                rebuilt.loader().faults());
        assertSame(younger.image(), rebuilt.loader().published());
    }

    @Test
    void rebuildingFromAnEmptyTopicIsAFault() {
        var served = ConfigLog.of(List.of(Commands.put(group("default")))).image();
        var rebuilt = new TopicTail(topic, ScopeLoader.rebuilding(served, publications), 0);
        rebuilt.drain();

        assertEquals(
                List.of("group/default: the topic ends at revision 0, before the served 1"),
                rebuilt.loader().faults());
        assertSame(served, rebuilt.loader().published());
    }

    @Test
    void anotherHistoryOfTheServedRevisionIsAFault() {
        log.submit(Commands.put(new Group("default", Descriptor.NONE, "elsewhere")));
        var served = ConfigLog.of(List.of(Commands.put(group("default")))).image();
        var rebuilt = new TopicTail(topic, ScopeLoader.rebuilding(served, publications), 0);
        rebuilt.drain();

        assertEquals(
                List.of("group/default: the topic has another revision 1 than the served one"),
                rebuilt.loader().faults());
        assertSame(served, rebuilt.loader().published());

        log.submit(Commands.put(upstream("u1")));
        rebuilt.drain();

        assertEquals(log.image(), rebuilt.loader().published());
        assertEquals(List.of(), rebuilt.loader().faults());
    }

    @Test
    void aSealThatGoesBackIsReportedAndTheNextOneHeals() {
        log.submit(Commands.put(group("default")));
        log.submit(Commands.put(upstream("u1")));
        tail.drain();
        long offset = seal(1, Digest.EMPTY);
        tail.drain();

        assertEquals(
                List.of("seal at offset " + offset + " cannot be decoded: the seal goes back from revision 2 to 1"),
                loader.faults());
        assertEquals(log.image(), loader.published());

        log.submit(Commands.put(upstream("u2")));
        tail.drain();

        assertEquals(List.of(), loader.faults());
        assertEquals(log.image(), loader.published());
    }

    @Test
    void aLoaderGoesOnFromWhereItsImageWasPublished() {
        log.submit(Commands.put(group("default"), upstream("u1")));
        tail.drain();
        Loaded saved = publications.last();
        log.submit(Commands.put(route("r1", "u1")));
        topic.compact(topic.end());
        var resumed = new TopicTail(
                topic,
                new ScopeLoader(saved.image(), publications),
                saved.position().offset());
        resumed.drain();

        assertEquals(List.of(Route.key("r1")), changed(publications.last()));
        assertEquals(log.image(), resumed.loader().published());
    }

    @Test
    void resumingWhereNothingHappenedSinceIsNoFault() {
        log.submit(Commands.put(group("default")));
        var resumed = new TopicTail(topic, new ScopeLoader(log.image(), publications), topic.end());
        resumed.drain();

        assertEquals(List.of(), resumed.loader().faults());
        assertEquals(List.of(), publications.revisions());
        assertTrue(resumed.loader().isCaughtUp());
    }

    @Test
    void aReaderThatMissedATombstoneSaysSo() {
        log.submit(Commands.put(group("default"), upstream("u1")));
        tail.drain();
        log.submit(Commands.delete(Upstream.key("u1")));
        topic.compactWithTombstones(topic.end());
        tail.drain();

        assertTrue(loader.isDamaged());
        assertEquals(log.image(1), loader.published());
    }

    private long seal(long revision, Digest digest) {
        var seal = new Seal(revision, digest, Commands.put(group("default")).id(), Commands.ASKED_AT);
        return topic.append(Keys.seal(), ConfigCodec.encode(Commands.SCOPE, seal));
    }

    private static List<ResourceKey> changed(Loaded loaded) {
        return loaded.delta().changes().stream().map(EntryChange::key).toList();
    }
}
