using System.Security.Cryptography;
using System.Text;
using System.Xml;
using BackOffice.Payments.Domain;

namespace BackOffice.Payments;

/// <summary>Builds the file of an order from its parts, one after the other, and reads the next meanwhile; never more than two parts and a block in memory.</summary>
public sealed class PaymentFiles(PaymentBlobs blobs)
{
    private const int BlockSize = 4 * 1024 * 1024;

    /// <summary>Builds the file and keeps it, once.</summary>
    /// <returns>SHA-256 of its bytes: the same at every build.</returns>
    internal async Task<string> WriteAsync(PaymentOrderRow order, CancellationToken cancellationToken)
    {
        var file = blobs.File(order.Reference, order.ReadTerms().Format);
        var digest = await BuildAsync(order, content => file.AppendAsync(content, cancellationToken), cancellationToken);
        await file.CommitAsync(digest, cancellationToken);
        return digest;
    }

    /// <summary>Builds the file for nobody.</summary>
    /// <returns>SHA-256 of its bytes.</returns>
    internal Task<string> DigestAsync(PaymentOrderRow order, CancellationToken cancellationToken) => BuildAsync(order, _ => Task.CompletedTask, cancellationToken);

    private async Task<string> BuildAsync(PaymentOrderRow order, Func<MemoryStream, Task> keep, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var buffer = new MemoryStream();
        var batch = order.Batch();
        await using var writer = FileWriter.Of(batch, buffer);
        var count = 0;
        writer.Begin();
        var next = blobs.ReadPartAsync(order.Reference, 1, cancellationToken);
        for (var part = 1; part <= order.Parts; part++)
        {
            var content = await next;
            next = part < order.Parts ? blobs.ReadPartAsync(order.Reference, part + 1, cancellationToken) : next;
            foreach (var line in content.Ordered)
            {
                writer.Write(new OrderedPayable(new EndToEndId(batch.Tag, part, line.Line).ToString(), line.Payable));
                count++;
            }

            writer.Flush();
            await DrainAsync(BlockSize);
        }

        writer.End();
        await DrainAsync(atLeast: 1);
        return count == order.Count ? Convert.ToHexStringLower(hash.GetHashAndReset()) : throw new InvalidDataException("The parts of this order have not the lines they were counted with.");

        async Task DrainAsync(int atLeast)
        {
            if (buffer.Length >= atLeast)
            {
                hash.AppendData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
                buffer.Position = 0;
                await keep(buffer);
                buffer.SetLength(0);
            }
        }
    }

    /// <summary>One way to write, whatever the format.</summary>
    private abstract class FileWriter : IAsyncDisposable
    {
        public static FileWriter Of(PaymentBatch batch, Stream to) => batch.Terms.IsSepa ? new SepaWriter(batch, to) : new CsvWriter(batch, to);

        public abstract void Begin();

        public abstract void Write(OrderedPayable line);

        public abstract void Flush();

        public abstract void End();

        public abstract ValueTask DisposeAsync();
    }

    private sealed class SepaWriter(PaymentBatch batch, Stream to) : FileWriter
    {
        private readonly XmlWriter xml = XmlWriter.Create(to, CreditTransferFile.Settings);
        private CreditTransferFile? file;

        private CreditTransferFile File => file ??= new CreditTransferFile(xml, batch);

        public override void Begin() => File.Begin();

        public override void Write(OrderedPayable line) => File.Write(line);

        public override void Flush() => xml.Flush();

        public override void End() => File.End();

        public override ValueTask DisposeAsync()
        {
            xml.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class CsvWriter(PaymentBatch batch, Stream to) : FileWriter
    {
        private readonly StreamWriter text = new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);

        public override void Begin() => text.Write(DomesticOrderFile.Header);

        public override void Write(OrderedPayable line) => text.Write(DomesticOrderFile.LineOf(line, batch.Terms));

        public override void Flush() => text.Flush();

        public override void End() => text.Flush();

        public override ValueTask DisposeAsync() => text.DisposeAsync();
    }
}
