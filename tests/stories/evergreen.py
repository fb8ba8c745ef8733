"""Texts on one subject that tell no event: each pair is what two outlets advise, and never one story."""

from __future__ import annotations

PAIRS = {
    "sourdough": (
        (
            "How to Feed a Sourdough Starter: A Complete Guide",
            """A sourdough starter is a mixture of flour and water in which wild yeast lives, and it needs to be fed. If you
bake every day, keep your starter on the counter and feed it twice a day; if you bake once a week, keep it in
the fridge and feed it when you need it. To feed your starter, discard all but fifty grams, then add fifty
grams of flour and fifty grams of water and stir until no dry flour is left. Your starter is ready to bake
with when it has doubled, smells pleasantly sour and is full of bubbles. You can test it by dropping a
spoonful into a glass of water: if it floats, your starter is ready. If your starter smells of nail varnish it
is hungry, so feed it more often. A grey liquid on top is only alcohol; you can stir it in or pour it away.
Pink or orange streaks are mould, and then you must throw the starter out and begin again. Whole grain rye
flour wakes a tired starter, because more wild yeast lives in the bran. Filtered water helps where the tap
water smells of chlorine. With a little patience, your starter will live for years.""",
        ),
        (
            "Sourdough Starter Feeding Tips for Beginners",
            """Feeding a sourdough starter confuses beginners more than anything else about sourdough baking, but you only
need to remember a few things. A starter is flour, water and wild yeast, and the yeast eats the flour. When it
has eaten, you must feed it again. Keep a small starter: fifty grams are enough for most loaves, and you will
waste less flour when you discard. Feed your starter with equal weights of flour and water, and stir well.
Keep it on the counter if you bake often, or in the fridge if you bake on weekends only. You will know that
your starter is ready when it doubles within six hours of a feeding and is full of bubbles. The float test
helps too: drop a spoonful of starter into water and see whether it floats. Is there a grey liquid on your
starter? It is hungry, and a feeding will help. Do you see pink streaks or fuzzy mould? Discard the starter.
If your kitchen is cold, your starter will be slow, so find a warm shelf for it. Rye flour and filtered water
revive a starter that you have forgotten in the fridge for a month.""",
        ),
    ),
    "moving": (
        (
            "The Ultimate Moving Checklist and Timeline",
            """Moving house is easier with a checklist and a timeline. Eight weeks before moving day, you should sort through
every room and decide what to keep, what to donate and what to throw away. Ask three moving companies for a
written estimate, and book your movers early in summer. Six weeks before the move, order boxes, tape and
bubble wrap, and begin to pack what you seldom use: books, winter clothes, decorations. Label every box with
its room and its contents. Four weeks before moving day, change your address with the post office, your bank,
your insurance and your employer. Arrange the transfer of electricity, gas, water and internet to your new
home. Two weeks before the move, confirm the date with your movers and use up the food in your freezer. One
week before, pack a suitcase with what you need for the first nights, and keep your documents and medicines
with you. On moving day, check every cupboard, read the meters and take photographs of the empty rooms. Count
your boxes when the movers unload them.""",
        ),
        (
            "Moving House? Your Complete Moving Timeline and Checklist",
            """A good moving timeline keeps the stress of moving house away. Our moving checklist takes you from two months
before moving day to the first evening in your new home. Eight weeks before your move, start decluttering:
donate, sell or throw away whatever you do not want to pack. Compare written estimates of at least three
movers, and read the insurance terms before you book. Six weeks before moving day, collect boxes, tape and
bubble wrap. Pack room by room, beginning with books, decorations and seasonal clothes, and label each box on
two sides. Four weeks before, tell the post office, your bank, your employer and your insurance about your new
address. Transfer or cancel electricity, gas, water and internet. Two weeks before your move, empty the
freezer and confirm the movers. In the last week, pack a bag of essentials with documents, medicines, chargers
and clothes for the first nights. On the day, photograph the empty rooms and the meters, look into every
cupboard once more, and count the boxes as the movers carry them in.""",
        ),
    ),
    "tea": (
        (
            "The History of Tea",
            """The history of tea begins in the hills of Yunnan, where leaves of Camellia sinensis were chewed and boiled
long before anybody wrote of them. A legend credits the emperor Shennong, into whose kettle of boiling water
some leaves are supposed to have fallen. Under the Tang dynasty tea became the daily drink of China, and Lu Yu
wrote the Classic of Tea, the first book on its cultivation. Monks carried the plant to Japan, where the
ceremony grew around powdered tea. Portuguese and Dutch merchants brought tea to Europe, and Catherine of
Braganza made it fashionable at the court of England. The East India Company lived from the trade, and taxes
on tea led to the party in the harbour of Boston. To break the monopoly of China, the botanist Robert Fortune
carried plants and growers to India, and plantations spread over Assam, Darjeeling and Ceylon. Iced tea and
the tea bag are inventions of the United States. Tea remains the most drunk beverage of the world after water.""",
        ),
        (
            "History of tea: origin, spread and culture",
            """Tea is made of the leaves of Camellia sinensis, a plant that comes from Yunnan and its neighbours. According
to the legend it was the emperor Shennong who discovered tea, when leaves fell into his kettle of boiling
water. Tea was a medicine before it was a drink. It spread over China during the Tang dynasty, when Lu Yu
described its cultivation and preparation in the Classic of Tea. Buddhist monks took seeds to Japan, and from
powdered tea the ceremony arose. Europe learnt of tea through Portuguese sailors and Dutch merchants.
Catherine of Braganza introduced it to the English court, coffee houses sold it, and the East India Company
grew rich on it. A tax on tea brought about the Boston Tea Party. In the nineteenth century Robert Fortune
took plants out of China, and the British began plantations in Assam, Darjeeling and Ceylon. Samovars made tea
the drink of Russia. The tea bag and iced tea came from the United States, and matcha has conquered cafes
everywhere.""",
        ),
    ),
}

HEADLINES = (
    ("The Best Budget Headphones Under $50", "Best Budget Headphones for Commuters in 2026"),
    ("10 Toddler Travel Tips From Parents", "Travel Tips: How to Fly With Your Toddler"),
    ("Can a Heat Pump Save You Money?", "Is a Heat Pump a Worthwhile Investment for Your Home?"),
    ("12 Evernote Alternatives for 2026", "The 9 Best Evernote Alternatives in 2026"),
    ("Web Design Trends to Expect in 2026", "2026 Kitchen Design Trends"),
    ("Home Office Checklist: Complete Guide", "The Ultimate Home Office Checklist"),
    ("Video Trends 2026", "The Best Board Games of 2026"),
    ("So heizen Sie mit der Wärmepumpe sparsam: Tipps", "Wärmepumpe: Die besten Tipps zum Heizen"),
    ("Comment choisir son vélo électrique : le guide", "Vélo électrique : nos conseils pour bien choisir"),
    ("Cómo elegir una bicicleta eléctrica: guía", "Bicicleta eléctrica: consejos para elegir la mejor"),
)
