namespace BackOffice.LocalRuntime.Messaging.Filters;

/// <summary>The condition of a subscription's rule.</summary>
internal interface IMessageFilter
{
    bool Matches(BusMessage message);
}
