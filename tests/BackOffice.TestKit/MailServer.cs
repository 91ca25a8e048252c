using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BackOffice.TestKit;

/// <summary>A mail server, as far as a client sees it: takes mails, refuses recipients, or says nothing at all.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;

    public MailServer()
    {
        listener.Start();
        accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Accepts connections and never says a word.</summary>
    public bool IsStalled { get; set; }

    /// <summary>The answer to RCPT TO.</summary>
    public string RecipientAnswer { get; set; } = "250 OK";

    /// <summary>The mails that were taken, in the order in which they came.</summary>
    public ConcurrentQueue<string> Mails { get; } = new();

    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await listener.AcceptTcpClientAsync(stop.Token);
                Connections++;
                _ = Task.Run(() => ServeAsync(connection));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using (connection)
        {
            try
            {
                if (IsStalled)
                {
                    await Task.Delay(Timeout.Infinite, stop.Token);
                }

                await TalkAsync(connection.GetStream());
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException)
            {
                // The other side, or the test, has ended it.
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await using var writer = new StreamWriter(stream, Encoding.ASCII) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 test");
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            var command = line.Split(' ')[0].ToUpperInvariant();
            if (command == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                await TakeMailAsync(reader);
            }

            await writer.WriteLineAsync(command switch
            {
                "RCPT" => RecipientAnswer,
                "QUIT" => "221 bye",
                _ => "250 OK",
            });
        }
    }

    /// <summary>A mail that breaks off is none.</summary>
    private async Task TakeMailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            if (line == ".")
            {
                Mails.Enqueue(mail.ToString());
                return;
            }

            mail.Append(line).Append("\r\n");
        }
    }
}
