using BackOffice.Documents.Domain;
using BackOffice.Primitives;

namespace BackOffice.Documents;

public sealed class DocumentLifecycleTests
{
    [Fact]
    public void A_quarantined_document_is_released_refused_or_read_again_and_nothing_else()
        => Assert.Equal([DocumentEvent.Release, DocumentEvent.Retry, DocumentEvent.Refuse], DocumentLifecycle.Table.AllowedIn(DocumentState.Quarantined));

    [Fact]
    public void Only_what_is_in_the_register_can_be_annulled()
    {
        var annullable = Enum.GetValues<DocumentState>().Where(state => DocumentLifecycle.Table.Next(state, DocumentEvent.Annul) is not null);

        Assert.Equal([DocumentState.NeedsPerson, DocumentState.Routed], annullable);
    }

    [Fact]
    public void Nothing_leads_out_of_an_annulled_document()
    {
        Assert.True(DocumentLifecycle.Table.IsFinal(DocumentState.Annulled));
        Assert.False(DocumentLifecycle.Table.IsFinal(DocumentState.Routed));
    }

    [Fact]
    public void Every_state_can_be_reached()
    {
        var reached = Enum.GetValues<DocumentState>()
            .SelectMany(state => DocumentLifecycle.Table.AllowedIn(state).Select(@event => DocumentLifecycle.Table.Next(state, @event)!.Value))
            .Append(DocumentState.Received)
            .ToHashSet();

        Assert.Equal(Enum.GetValues<DocumentState>().Order(), reached.Order());
    }

    [Fact]
    public void A_refusal_says_what_is_allowed_instead()
    {
        var refusal = TransitionRefusedException.For(DocumentLifecycle.Table, DocumentState.Routed, DocumentEvent.Release);

        Assert.Equal(["Annul"], refusal.Allowed);
        Assert.Equal("'Release' is refused in state 'Routed'; allowed: Annul.", refusal.Message);
    }
}
