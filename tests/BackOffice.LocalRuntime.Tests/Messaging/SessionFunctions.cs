using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Tests.Messaging;

public sealed class LetterFunctions(Inbox inbox)
{
    [Function("HandleLetter")]
    public Task RunAsync(
        [ServiceBusTrigger("letters", IsSessionsEnabled = true)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        ServiceBusSessionMessageActions session,
        CancellationToken cancellationToken)
    {
        inbox.Session = session;
        return inbox.HandleAsync(message, actions, cancellationToken);
    }
}

public sealed class NoticeFunctions(Inbox inbox)
{
    [Function("HandleNotice")]
    public Task RunAsync([ServiceBusTrigger("notices", "mail", IsSessionsEnabled = true)] ServiceBusReceivedMessage message, ServiceBusMessageActions actions)
        => inbox.HandleAsync(message, actions, CancellationToken.None);
}

public sealed class PlainLetterFunctions
{
    [Function("PlainLetter")]
    public void Run([ServiceBusTrigger("letters")] string body) => ArgumentNullException.ThrowIfNull(body);
}

public sealed class SessionOrderFunctions
{
    [Function("SessionOrder")]
    public void Run([ServiceBusTrigger("orders", IsSessionsEnabled = true)] string body) => ArgumentNullException.ThrowIfNull(body);
}
