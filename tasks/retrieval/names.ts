/** Words that no topic owns. */

const list = (text: string): readonly string[] => text.trim().split(/,\s+/);

export const surnames = list(`
  Abara, Aldana, Almgren, Amsel, Antonov, Arslan, Asante, Baines, Barros, Bekele, Benning, Bianco,
  Blom, Boyle, Brandt, Calder, Castell, Chandra, Cheng, Conrad, Costa, Dahl, Darwish, Dekker,
  Delmas, Dimitrov, Dufour, Eklund, Elsner, Esparza, Farkas, Fenwick, Ferrari, Fiala, Fujita,
  Galvan, Gerber, Goswami, Greer, Gupta, Haddad, Halvorsen, Hasegawa, Hobbs, Horvat, Ibarra,
  Ilves, Inoue, Ivanov, Jansen, Joshi, Kaplan, Karimi, Keller, Kimura, Kovacs, Kumar, Laine,
  Lefort, Lindberg, Lozano, Madsen, Marchetti, Mbeki, Mercier, Moreau, Nakano, Navarro, Novak,
  Obeid, Okafor, Olsen, Orlov, Osei, Palmer, Parisi, Petrov, Quist, Rahman, Reyes, Rossi, Sadler,
  Sato, Schulz, Sharma, Silva, Tanaka, Thorne, Toledo, Ueda, Varga, Weiss, Yamada, Zeman
`);

export const adjectives = list(`
  Adaptive, Approximate, Bayesian, Bootstrapped, Compact, Constrained, Discriminative, Fast,
  Hierarchical, Incremental, Joint, Latent, Lazy, Online, Robust, Sparse, Stochastic, Weighted
`);

/** What narrows a problem down. */
export const qualifiers = list(`
  Clinical, Historical, Informal, Legal, Multilingual, Noisy, Spoken, Unrestricted
`);

export const techniques = list(`
  Active Learning, Beam Search, Belief Propagation, Clustering, Decision Trees, Error Mining,
  Feature Selection, Graph Cuts, Integer Programming, Maximum Entropy, Mixture Models,
  Perceptrons, Random Fields, Self-Training, Suffix Arrays, Transducers, Tree Kernels, Voting
`);

export const venues = list(`
  Computational Linguistics, Journal of Language Engineering, Proceedings of ACL,
  Proceedings of ANLP, Proceedings of COLING, Proceedings of EACL, Proceedings of EMNLP,
  Proceedings of IJCNLP, Proceedings of LREC, Proceedings of NAACL
`);
