package dev.logway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.logway.domain.checkpoint.Checkpoint;
import dev.logway.domain.command.Hash;
import dev.logway.domain.image.EntryChange;
import dev.logway.domain.image.ScopeDelta;
import dev.logway.domain.image.ScopeImage;
import dev.logway.replay.CheckpointSignature;
import dev.logway.testkit.Commands;
import dev.logway.testkit.ConfigLog;
import dev.logway.testkit.Property;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointPropertyTest {
    @Test
    void partsTogetherAreTheImageHoweverItIsCut() {
        Property.forAllLists(30, random -> Commands.anyIn(random, Commands.SCOPE), commands -> {
            ScopeImage image = ConfigLog.of(commands).image();
            for (int bytes : List.of(1, 300, 1_000_000)) {
                var changes = new ArrayList<EntryChange>();
                int number = 0;
                for (byte[] value : CheckpointCodec.encodeParts(image, bytes)) {
                    CheckpointCodec.Part part = CheckpointCodec.decodePart(value);
                    assertEquals(number++, part.number());
                    part.entries().forEach(entry -> changes.add(new EntryChange.Put(entry)));
                }
                assertEquals(image, ScopeImage.empty(image.scope()).apply(ScopeDelta.of(0, image.revision(), changes)));
                assertTrue(number == 1 || bytes < 1_000_000);
            }
        });
    }

    @Test
    void aSignatureIsOverEverythingButOffsets() throws NoSuchAlgorithmException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Checkpoint one = CheckpointSignature.sign(Golden.CHECKPOINT, keys.getPrivate());
        assertTrue(CheckpointSignature.isSigned(one, keys.getPublic()));
        assertFalse(CheckpointSignature.isSigned(one, others.getPublic()));
        assertFalse(CheckpointSignature.isSigned(one.signed(""), keys.getPublic()));
        var forged = new Checkpoint(
                one.scope(),
                one.revision(),
                one.at(),
                one.digest(),
                Hash.NONE,
                one.resources(),
                one.parts(),
                one.signature());
        assertFalse(CheckpointSignature.isSigned(forged, keys.getPublic()));
        var mirrored = new Checkpoint.Parts(one.parts().count(), one.parts().hash(), 100, 101);
        var elsewhere = new Checkpoint(
                one.scope(),
                one.revision(),
                one.at(),
                one.digest(),
                one.event(),
                one.resources(),
                mirrored,
                one.signature());
        assertTrue(CheckpointSignature.isSigned(elsewhere, keys.getPublic()));
    }

    @Test
    void keysArePem() throws NoSuchAlgorithmException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var encoder = Base64.getMimeEncoder();
        String privatePem = "-----BEGIN PRIVATE KEY-----\n"
                + encoder.encodeToString(keys.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n";
        String publicPem = "-----BEGIN PUBLIC KEY-----\n"
                + encoder.encodeToString(keys.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n";
        Checkpoint signed = CheckpointSignature.sign(Golden.CHECKPOINT, CheckpointSignature.privateKey(privatePem));
        assertTrue(CheckpointSignature.isSigned(signed, CheckpointSignature.publicKey(publicPem)));
        assertThrows(IllegalArgumentException.class, () -> CheckpointSignature.publicKey(privatePem));
        assertThrows(IllegalArgumentException.class, () -> CheckpointSignature.privateKey("nothing"));
    }
}
