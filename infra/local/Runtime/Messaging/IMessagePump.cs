namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Receives for one function.</summary>
internal interface IMessagePump : IAsyncDisposable
{
    void Start();

    /// <summary>Receives nothing more and lets what runs finish until the token is cancelled.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
